using System.Globalization;

namespace Fairlead.Cli.Reporting;

/// <summary>What an export came to, for people.</summary>
internal static class ExportText
{
    public static void Write(TextWriter output, ExportReport report)
    {
        var logs = report.Logs;
        output.WriteLine(TerminalText.Of(string.Create(CultureInfo.InvariantCulture,
            $"{report.Target}: {ByteText.Count(report.RequestsSent, "request", "requests")} in {ByteText.Count(report.BatchesSent, "batch", "batches")}, of {ByteText.Count(logs.Lines, "line", "lines")} in {ByteText.Count(logs.Files, "log", "logs")}{LogsText.Period(logs.First, logs.Last)}; {report.Took.TotalSeconds:0.0} s")));
        if (report.BatchesThere > 0) output.WriteLine($"there before, and not sent again: {ByteText.Count(report.BatchesThere, "batch", "batches")}");
        if (report.Retries > 0) output.WriteLine($"the server was asked again: {ByteText.Count(report.Retries, "time", "times")}");
        LogsText.Write(output, logs, report.Failures);
    }
}
