using System.Text.Json;
using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Cli.Promoting;

/// <summary>
/// What a confirmed run came to, for machines: the member <c>outcome</c> beside those of the plan (<see cref="Fairlead.Artifacts.Promotion.Planning.PlanFile"/>).
/// <code>
/// good          whether all of it was done, and recorded
/// state         completed; interrupted; refused, vetoed: nothing was copied
/// hook          allowed and exitCode, where there was one
/// record        where the record of the run is; null where it could not be kept
/// seconds       how long copying took; no key, nor the next three, where nothing was to be copied
/// edges         one for each edge to copy: image, digest, tag, to, outcome (copied, present, failed, left), message
/// attachments   the same of signatures and the like
/// destinations  to, manifests, mounted, sent, sentBytes; failure: why it was given up
/// sync          with --sync: good, and jobs as 'fairlead sync --json' has them
/// </code>
/// </summary>
internal static class OutcomeJson
{
    private const int FlushBytes = 64 << 10;

    /// <summary>Writes it as a member of the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, ImagesOutcome outcome)
    {
        json.WriteStartObject("outcome");
        outcome.WriteHead(json);
        if (outcome.Report is { } report) WriteReport(json, report);
        if (outcome.Mirrors is { } mirrors)
        {
            json.WritePropertyName("sync");
            SyncJson.Write(json, mirrors, outcome.IsSynced == true);
        }
        json.WriteEndObject();
    }

    private static void WriteReport(Utf8JsonWriter json, PromotionReport report)
    {
        json.WriteNumber("seconds", Math.Round(report.Took.TotalSeconds, 3));
        json.WriteStartArray("edges");
        foreach (var one in report.Edges) WriteOne(json, one.Edge.Image, one.Edge.Digest.ToString(), one.Edge.Tag, one.Edge.To.Name, one.State, one.Message);
        json.WriteEndArray();
        json.WriteStartArray("attachments");
        foreach (var one in report.Attachments)
            WriteOne(json, one.Attachment.Image, one.Attachment.Digest.ToString(), one.Attachment.Tag, one.Attachment.To.Name, one.State, one.Message);
        json.WriteEndArray();
        json.WriteStartArray("destinations");
        foreach (var one in report.Destinations)
        {
            json.WriteStartObject();
            json.WriteString("to", one.To.Name);
            json.WriteNumber("manifests", one.Manifests);
            json.WriteNumber("mounted", one.Mounted);
            json.WriteNumber("sent", one.Sent);
            json.WriteNumber("sentBytes", one.SentBytes);
            if (one.Failure is { } failure) json.WriteString("failure", failure);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteOne(Utf8JsonWriter json, string image, string digest, string? tag, string to, EdgeState state, string? message)
    {
        json.WriteStartObject();
        json.WriteString("image", image);
        json.WriteString("digest", digest);
        json.WriteString("tag", tag);
        json.WriteString("to", to);
        json.WriteString("outcome", EdgeStateWords.Of(state));
        if (message is not null) json.WriteString("message", message);
        json.WriteEndObject();
        if (json.BytesPending > FlushBytes) json.Flush();
    }
}
