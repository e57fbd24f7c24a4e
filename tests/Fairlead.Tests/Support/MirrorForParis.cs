namespace Fairlead.Tests.Support;

/// <summary>A change of policy that tests replay: a cloud in Paris gets a mirror of its own.</summary>
internal static class MirrorForParis
{
    /// <summary>Everything comes from the upstream.</summary>
    public const string Before = """
        upstream: {registry: "https://registry.example"}
        providers:
          - name: cloud
            cidrs: [{prefix: 192.0.2.0/24, region: eu-west-3}]
        """;

    /// <summary>The cloud's clients in Paris have a mirror there.</summary>
    public const string After = """
        upstream: {registry: "https://registry.example"}
        providers:
          - name: cloud
            cidrs: [{prefix: 192.0.2.0/24, region: eu-west-3}]
            mirrors: [{region: eu-west-3, url: "https://paris.example/{digest}"}]
        """;
}
