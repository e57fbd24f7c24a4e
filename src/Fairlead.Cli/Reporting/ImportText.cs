using System.Globalization;

namespace Fairlead.Cli.Reporting;

/// <summary>What an import came to, for people.</summary>
internal static class ImportText
{
    public static void Write(TextWriter output, ImportReport report)
    {
        var (logs, totals) = (report.Summary.Logs, report.Totals);
        output.WriteLine(TerminalText.Of(string.Create(CultureInfo.InvariantCulture,
            $"{report.Part}: {ByteText.Count(totals.Requests, "request", "requests")}, {ByteText.Of(totals.Bytes)}, of {ByteText.Count(logs.Lines, "line", "lines")} in {ByteText.Count(logs.Files, "log", "logs")}{LogsText.Period(logs.First, logs.Last)}; {ByteText.Count(totals.Cells, "cell", "cells")}; {report.Took.TotalSeconds:0.0} s, {ByteText.Count((long)report.LinesPerSecond)} lines/s")));
        if (totals.Requests > 0) output.WriteLine($"unattributed: {AmountText.Percent(100.0 * totals.Unattributed / totals.Requests)} of requests");
        if (report.Summary.UnnamedRequests > 0) output.WriteLine($"under \"other\", because there are too many names: {ByteText.Count(report.Summary.UnnamedRequests, "request", "requests")}");
        LogsText.Write(output, logs, report.Failures);
    }
}
