using System.Text.Json;
using Fairlead.Artifacts.Probing;

namespace Fairlead.Cli;

/// <summary>A check, for machines: <c>name</c>, <c>status</c> (pass, fail, skip), <c>milliseconds</c>, <c>detail</c>.</summary>
internal static class ProbeCheckJson
{
    public static void Write(Utf8JsonWriter json, ProbeCheck check)
    {
        json.WriteStartObject();
        json.WriteString("name", check.Name);
        json.WriteString("status", check.Status switch { CheckStatus.Passed => "pass", CheckStatus.Failed => "fail", _ => "skip" });
        json.WriteNumber("milliseconds", Math.Round(check.Elapsed.TotalMilliseconds, 1));
        json.WriteString("detail", check.Detail);
        json.WriteEndObject();
    }
}
