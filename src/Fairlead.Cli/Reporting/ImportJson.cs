using System.Text.Json;

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
        LogsJson.Write(json, report.Summary.Logs, report.Failures);
        json.WriteNumber("seconds", Math.Round(report.Took.TotalSeconds, 3));
        json.WriteNumber("linesPerSecond", Math.Round(report.LinesPerSecond));
        json.WriteEndObject();
    }
}
