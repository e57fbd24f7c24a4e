using System.Text.Json;
using Fairlead.Traffic.Logs;

namespace Fairlead.Cli.Reporting;

/// <summary>What the logs were that a verb has read, for programs; <c>docs/traffic.md</c> has the keys.</summary>
internal static class LogsJson
{
    /// <summary>Writes the properties <c>logs</c> and <c>failures</c>.</summary>
    public static void Write(Utf8JsonWriter json, LogCounts logs, IReadOnlyList<(string Log, string Problem)> failures)
    {
        json.WriteStartObject("logs");
        WriteCounts(json, logs);
        json.WriteEndObject();
        json.WriteStartArray("failures");
        foreach (var (log, problem) in failures)
        {
            json.WriteStartObject();
            json.WriteString("log", log);
            json.WriteString("problem", problem);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Writes the properties of <c>logs</c>.</summary>
    public static void WriteCounts(Utf8JsonWriter json, LogCounts logs)
    {
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
    }

    /// <summary>Writes a time in seconds since 1970.</summary>
    public static void WriteTime(Utf8JsonWriter json, string name, long? seconds)
    {
        if (seconds is { } time) json.WriteString(name, DateTimeOffset.FromUnixTimeSeconds(time));
        else json.WriteNull(name);
    }
}
