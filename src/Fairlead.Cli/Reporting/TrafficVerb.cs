using System.CommandLine;

namespace Fairlead.Cli.Reporting;

/// <summary><c>fairlead traffic</c>.</summary>
internal static class TrafficVerb
{
    public static Command Create() => new("traffic", "Tells who pulls what, from where, and what it costs, without anybody's address in it.")
    {
        ImportVerb.Create(),
        MergeVerb.Create(),
        ReportVerb.Create(),
    };
}
