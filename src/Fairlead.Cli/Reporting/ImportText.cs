using System.Globalization;

namespace Fairlead.Cli.Reporting;

/// <summary>What an import came to, for people.</summary>
internal static class ImportText
{
    private const int MaxFailures = 20;

    public static void Write(TextWriter output, ImportReport report)
    {
        var (logs, totals) = (report.Summary.Logs, report.Totals);
        output.WriteLine(TerminalText.Of(string.Create(CultureInfo.InvariantCulture,
            $"{report.Part}: {ByteText.Count(totals.Requests, "request", "requests")}, {ByteText.Of(totals.Bytes)}, of {ByteText.Count(logs.Lines, "line", "lines")} in {ByteText.Count(logs.Files, "log", "logs")}{Period(logs.First, logs.Last)}; {ByteText.Count(totals.Cells, "cell", "cells")}; {report.Took.TotalSeconds:0.0} s, {ByteText.Count((long)report.LinesPerSecond)} lines/s")));
        if (totals.Requests > 0) output.WriteLine($"unattributed: {AmountText.Percent(100.0 * totals.Unattributed / totals.Requests)} of requests");
        if (logs.Duplicates > 0) output.WriteLine($"left out: {ByteText.Count(logs.Duplicates)} that were there before, by their ids");
        if (report.Summary.UnnamedRequests > 0) output.WriteLine($"under \"other\", because there are too many names: {ByteText.Count(report.Summary.UnnamedRequests, "request", "requests")}");
        WriteBad(output, report);
        foreach (var (log, problem) in report.Failures.Take(MaxFailures)) output.WriteLine(TerminalText.Of($"fairlead: {log}: {problem}"));
        if (report.Failures.Count > MaxFailures) output.WriteLine($"fairlead: and {ByteText.Count(report.Failures.Count - MaxFailures)} more logs; --json has all");
    }

    private static void WriteBad(TextWriter output, ImportReport report)
    {
        if (report.Summary.Logs.Bad.Count == 0) return;
        output.WriteLine($"bad: {ByteText.Count(report.Summary.Logs.BadLines, "line", "lines")}; below, x is a letter and 9 a digit");
        var table = new TextTable("format", ">lines", "problem", "such as");
        foreach (var bad in report.Summary.Logs.Bad)
        {
            table.Add(bad.Format, ByteText.Count(bad.Count), bad.Problem, bad.Shapes.Count > 0 ? bad.Shapes[0] : "");
            foreach (var shape in bad.Shapes.Skip(1)) table.Add("", "", "", shape);
        }
        table.Write(output);
    }

    private static string Period(long? first, long? last) => first is { } from && last is { } to
        ? string.Create(CultureInfo.InvariantCulture, $" from {DateTimeOffset.FromUnixTimeSeconds(from):u} to {DateTimeOffset.FromUnixTimeSeconds(to):u}")
        : "";
}
