using System.Text.Json;
using Fairlead.Artifacts.Probing;

namespace Fairlead.Cli;

/// <summary>
/// What clients get through a redirector, for machines. One object:
/// <code>
/// good          whether everything is as it has to be
/// interrupted   whether it was ended before all blobs were asked for
/// through, as, header, hops, expect, seed   as they were asked for, or chosen
/// known         how many blobs there were to choose from
/// hosts         host (null: nowhere) and blobs: where how many were led
/// blobs         digest, repository, size, host, via (hosts on the way), passed, and checks: name, status (pass, fail, skip),
///               milliseconds, detail (null where it passed)
/// failures      what and message of a source that could not be read
/// </code>
/// </summary>
internal static class ProbeJson
{
    public static void Write(Utf8JsonWriter json, ProbeReport report)
    {
        var probe = report.Plan.Probe;
        json.WriteStartObject();
        json.WriteBoolean("good", report.IsGood);
        json.WriteBoolean("interrupted", report.IsInterrupted);
        json.WriteString("through", probe.Redirector.GetLeftPart(UriPartial.Authority));
        json.WriteString("as", probe.Client.Address.ToString());
        json.WriteString("header", probe.Client.HeaderName);
        json.WriteNumber("hops", probe.Client.Hops);
        json.WriteString("expect", probe.Expect);
        json.WriteNumber("seed", report.Plan.Seed);
        json.WriteNumber("known", report.Known);
        json.WriteStartArray("hosts");
        foreach (var host in report.Hosts)
        {
            json.WriteStartObject();
            json.WriteString("host", host.Key);
            json.WriteNumber("blobs", host.Count());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("blobs");
        foreach (var blob in report.Blobs) WriteBlob(json, blob);
        json.WriteEndArray();
        json.WriteStartArray("failures");
        foreach (var failure in report.WalkFailures)
        {
            json.WriteStartObject();
            json.WriteString("what", failure.What);
            json.WriteString("message", failure.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBlob(Utf8JsonWriter json, BlobProbe blob)
    {
        json.WriteStartObject();
        json.WriteString("digest", blob.Blob.Digest.ToString());
        json.WriteString("repository", blob.Blob.Repository);
        json.WriteNumber("size", blob.Blob.Size);
        json.WriteString("host", blob.Host);
        json.WriteStartArray("via");
        foreach (var host in blob.Via) json.WriteStringValue(host);
        json.WriteEndArray();
        json.WriteBoolean("passed", blob.Passed);
        json.WriteStartArray("checks");
        foreach (var check in blob.Checks)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteString("status", check.Status switch { CheckStatus.Passed => "pass", CheckStatus.Failed => "fail", _ => "skip" });
            json.WriteNumber("milliseconds", Math.Round(check.Elapsed.TotalMilliseconds, 1));
            json.WriteString("detail", check.Detail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
