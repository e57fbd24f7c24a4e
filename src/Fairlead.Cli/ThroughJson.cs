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
///               milliseconds, detail (null where there is nothing to say)
/// failures      what and message of a source that could not be read
/// </code>
/// </summary>
internal static class ThroughJson
{
    public static void Write(Utf8JsonWriter json, ThroughReport report)
    {
        var (probe, client) = (report.Plan.Probe, report.Plan.Client);
        json.WriteStartObject();
        json.WriteBoolean("good", report.IsGood);
        json.WriteBoolean("interrupted", report.IsInterrupted);
        json.WriteString("through", probe.Redirector.GetLeftPart(UriPartial.Authority));
        json.WriteString("as", client.Address.ToString());
        json.WriteString("header", client.HeaderName);
        json.WriteNumber("hops", client.Hops);
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
        foreach (var check in blob.Checks) ProbeCheckJson.Write(json, check);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
