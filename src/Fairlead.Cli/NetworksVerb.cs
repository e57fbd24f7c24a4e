using System.CommandLine;

namespace Fairlead.Cli;

/// <summary><c>fairlead networks</c>.</summary>
internal static class NetworksVerb
{
    public static Command Create() => new("networks", "Tells which network an address is in, and which hosts clients are sent to.") { LookupVerb.Create(), HostsVerb.Create() };
}
