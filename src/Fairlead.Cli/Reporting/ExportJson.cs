using System.Text.Json;

namespace Fairlead.Cli.Reporting;

/// <summary>What an export came to, for programs; <c>docs/traffic.md</c> has the keys.</summary>
internal static class ExportJson
{
    public static void Write(Utf8JsonWriter json, ExportReport report)
    {
        json.WriteStartObject();
        json.WriteString("server", report.Target.Address.ToString());
        json.WriteString("database", report.Target.Database);
        json.WriteNumber("requestsSent", report.RequestsSent);
        json.WriteNumber("batchesSent", report.BatchesSent);
        json.WriteNumber("batchesThere", report.BatchesThere);
        json.WriteNumber("retries", report.Retries);
        LogsJson.Write(json, report.Logs, report.Failures);
        json.WriteNumber("seconds", Math.Round(report.Took.TotalSeconds, 3));
        json.WriteEndObject();
    }
}
