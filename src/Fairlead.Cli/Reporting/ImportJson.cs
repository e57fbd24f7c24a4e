using System.Text.Json;
using Fairlead.Traffic.Logs;

namespace Fairlead.Cli.Reporting;

/// <summary>What an import came to, for programs; <c>docs/traffic.md</c> has the keys.</summary>
internal static class ImportJson
{
    public static void Write(Utf8JsonWriter json, ImportReport report)
    {
        json.WriteStartObject();
        json.WriteString("part", report.Part);
        json.WriteNumber("requests", report.Totals.Requests);
        json.WriteNumber("bytes", report.Totals.Bytes);
        json.WriteNumber("cells", report.Totals.Cells);
        json.WriteNumber("unattributedRequests", report.Totals.Unattributed);
        json.WriteNumber("unnamedRequests", report.Summary.UnnamedRequests);
        json.WritePropertyName("logs");
        Write(json, report.Summary.Logs);
        json.WriteStartArray("failures");
        foreach (var (log, problem) in report.Failures)
        {
            json.WriteStartObject();
            json.WriteString("log", log);
            json.WriteString("problem", problem);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("seconds", Math.Round(report.Took.TotalSeconds, 3));
        json.WriteNumber("linesPerSecond", Math.Round(report.LinesPerSecond));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LogCounts logs)
    {
        json.WriteStartObject();
        json.WriteNumber("files", logs.Files);
        json.WriteNumber("damagedFiles", logs.DamagedFiles);
        json.WriteNumber("lines", logs.Lines);
        json.WriteNumber("requests", logs.Requests);
        json.WriteNumber("duplicates", logs.Duplicates);
        json.WriteNumber("ignored", logs.Ignored);
        json.WriteNumber("badLines", logs.BadLines);
        json.WriteStartArray("bad");
        foreach (var bad in logs.Bad)
        {
            json.WriteStartObject();
            json.WriteString("format", bad.Format);
            json.WriteString("problem", bad.Problem);
            json.WriteNumber("count", bad.Count);
            json.WriteStartArray("shapes");
            foreach (var shape in bad.Shapes) json.WriteStringValue(shape);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteTime(json, "first", logs.First);
        WriteTime(json, "last", logs.Last);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long? seconds)
    {
        if (seconds is { } time) json.WriteString(name, DateTimeOffset.FromUnixTimeSeconds(time));
        else json.WriteNull(name);
    }
}
