using System.CommandLine;

namespace Fairlead.Cli;

/// <summary><c>fairlead networks</c>.</summary>
internal static class NetworksVerb
{
    public static Command Create() => new("networks", "Tells which network an address is in, keeps that fresh, and lists the hosts that clients are sent to.")
    {
        LookupVerb.Create(),
        CompileVerb.Create(),
        UpdateVerb.Create(),
        DiffVerb.Create(),
        StatsVerb.Create(),
        HostsVerb.Create(),
    };
}
