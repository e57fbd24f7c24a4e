using System.Text.Json;
using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Probing.Deployments;

namespace Fairlead.Cli.Probing;

/// <summary>
/// What came of a probe, for machines. One object:
/// <code>
/// good          whether everything is as it has to be
/// end           done, interrupted or late
/// target, against   redirectors; against is null where there is none
/// requests, again, bytes, seconds   what it took
/// clients       client (null: this machine), header, images, against, differences
///   images, against   at the target and at the other: image, and paths: path, title, passed, status, to, rule, end, endStatus, via, content, and
///                 checks: name, status (pass, fail, skip), milliseconds, detail
///   differences   image, path, what (status, rule, host, end, answer, content, checks), target, against, allowed
/// </code>
/// </summary>
internal static class ProbeJson
{
    public static void Write(Utf8JsonWriter json, ProbeReport report)
    {
        json.WriteStartObject();
        json.WriteBoolean("good", report.IsGood);
        json.WriteString("end", report.End switch { ProbeEnd.Done => "done", ProbeEnd.Interrupted => "interrupted", _ => "late" });
        json.WriteString("target", report.Request.Target.ToString());
        json.WriteString("against", report.Request.Against?.ToString());
        json.WriteNumber("requests", report.Tally.Requests);
        json.WriteNumber("again", report.Tally.Again);
        json.WriteNumber("bytes", report.Tally.Bytes);
        json.WriteNumber("seconds", Math.Round(report.Elapsed.TotalSeconds, 3));
        json.WriteStartArray("clients");
        foreach (var client in report.Clients)
        {
            json.WriteStartObject();
            json.WriteString("client", client.Client?.Address.ToString());
            json.WriteString("header", client.Client?.HeaderName);
            WriteImages(json, "images", client.Images);
            WriteImages(json, "against", client.Against);
            WriteDifferences(json, report.Request, client.Differences);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteImages(Utf8JsonWriter json, string name, IReadOnlyList<ImageProbe> images)
    {
        json.WriteStartArray(name);
        foreach (var image in images)
        {
            json.WriteStartObject();
            json.WriteString("image", image.Image.ToString());
            json.WriteStartArray("paths");
            foreach (var path in image.Paths) WritePath(json, path);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WritePath(Utf8JsonWriter json, PathProbe path)
    {
        json.WriteStartObject();
        json.WriteString("path", path.Path);
        json.WriteString("title", path.Title);
        json.WriteBoolean("passed", path.Passed);
        WriteStatus(json, "status", path.Route.Status);
        json.WriteString("to", path.Route.To);
        json.WriteString("rule", path.Route.Rule);
        json.WriteString("end", path.Route.End);
        WriteStatus(json, "endStatus", path.Route.EndStatus);
        json.WriteStartArray("via");
        foreach (var host in path.Route.Via) json.WriteStringValue(host);
        json.WriteEndArray();
        json.WriteString("content", path.Content);
        json.WriteStartArray("checks");
        foreach (var check in path.Checks) ProbeCheckJson.Write(json, check);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDifferences(Utf8JsonWriter json, ProbeRequest request, IReadOnlyList<RouteDifference> differences)
    {
        json.WriteStartArray("differences");
        foreach (var difference in differences)
        {
            json.WriteStartObject();
            json.WriteString("image", difference.Image.ToString());
            json.WriteString("path", difference.Path);
            json.WriteString("what", difference.What);
            json.WriteString("target", difference.Target);
            json.WriteString("against", difference.Against);
            json.WriteBoolean("allowed", request.Allows(difference));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteStatus(Utf8JsonWriter json, string name, int? status)
    {
        if (status is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }
}
