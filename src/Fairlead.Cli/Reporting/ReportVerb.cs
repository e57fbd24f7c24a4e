using System.CommandLine;

namespace Fairlead.Cli.Reporting;

/// <summary><c>fairlead traffic report</c>.</summary>
internal static class ReportVerb
{
    public static Command Create() => new("report");
}
