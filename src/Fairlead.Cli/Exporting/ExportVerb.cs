using System.CommandLine;

namespace Fairlead.Cli.Exporting;

/// <summary><c>fairlead export</c>.</summary>
internal static class ExportVerb
{
    public static Command Create() => new Verb("export", "Writes the policy as configuration of a proxy that you already run.", """
        The policy stays the one source: export it anew whenever it or its feeds change. What a proxy
        can't do as serve does is in docs/edges.md.

        Examples:
          fairlead export nginx --policy policy.yaml --assume-present -o nginx/
          fairlead export envoy --policy policy.yaml --form ext-authz -o envoy/
        """)
    {
        HaproxyVerb.Create(),
        EnvoyVerb.Create(),
    };
}
