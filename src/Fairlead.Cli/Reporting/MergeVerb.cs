using System.CommandLine;

namespace Fairlead.Cli.Reporting;

/// <summary><c>fairlead traffic merge</c>.</summary>
internal static class MergeVerb
{
    public static Command Create() => new("merge");
}
