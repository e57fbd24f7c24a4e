using System.Globalization;
using Fairlead.Traffic.Logs;

namespace Fairlead.Cli.Reporting;

/// <summary>What was wrong with the logs that a verb has read, for people.</summary>
internal static class LogsText
{
    private const int MaxFailures = 20;

    public static void Write(TextWriter output, LogCounts logs, IReadOnlyList<(string Log, string Problem)> failures)
    {
        if (logs.Duplicates > 0) output.WriteLine($"left out: {ByteText.Count(logs.Duplicates)} that were there before, by their ids");
        WriteBad(output, logs);
        foreach (var (log, problem) in failures.Take(MaxFailures)) output.WriteLine(TerminalText.Of($"fairlead: {log}: {problem}"));
        if (failures.Count > MaxFailures) output.WriteLine($"fairlead: and {ByteText.Count(failures.Count - MaxFailures)} more logs; --json has all");
    }

    /// <summary>When the requests were; empty without any.</summary>
    public static string Period(long? first, long? last) => first is { } from && last is { } to
        ? string.Create(CultureInfo.InvariantCulture, $" from {DateTimeOffset.FromUnixTimeSeconds(from):u} to {DateTimeOffset.FromUnixTimeSeconds(to):u}")
        : "";

    private static void WriteBad(TextWriter output, LogCounts logs)
    {
        if (logs.Bad.Count == 0) return;
        output.WriteLine($"bad: {ByteText.Count(logs.BadLines, "line", "lines")}; below, x is a letter and 9 a digit");
        var table = new TextTable("format", ">lines", "problem", "such as");
        foreach (var bad in logs.Bad)
        {
            table.Add(bad.Format, ByteText.Count(bad.Count), bad.Problem, bad.Shapes.Count > 0 ? bad.Shapes[0] : "");
            foreach (var shape in bad.Shapes.Skip(1)) table.Add("", "", "", shape);
        }
        table.Write(output);
    }
}
