using System.CommandLine;

namespace Fairlead.Cli;

/// <summary><c>fairlead networks</c>.</summary>
internal static class NetworksVerb
{
    public static Command Create() => new("networks", "Tells which network an address is in, and keeps that fresh.")
    {
        LookupVerb.Create(),
        CompileVerb.Create(),
        UpdateVerb.Create(),
        DiffVerb.Create(),
        StatsVerb.Create(),
    };
}
