using System.Text.Json;
using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>
/// What <c>promote images</c> was to do, and what came of it. What was as it should be is counted alone:
/// <code>
/// edges         image, digest, tag, from, to, action: as in a plan; was: what the tag named before; outcome: planned, copied, present, failed,
///               left, lost or refused; after: what the tag names since, null where that isn't known; message: why it failed
/// attachments   image, digest, tag, from, to, outcome, message
/// destinations  to; present: edges that it had; copy: edges to copy; manifests, mounted, sent, sentBytes: what it got; failure: why it was given up
/// unread        repository, edges, message: what could not be read, and was left out
/// </code>
/// </summary>
/// <param name="plan">What was to be done.</param>
/// <param name="report">What came of it; null: nothing was begun yet, or is not to be.</param>
public sealed class ImagesWork(PromotionPlan plan, PromotionReport? report) : IRecordedWork
{
    private const int FlushBytes = 64 << 10;

    /// <inheritdoc/>
    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("planned", plan.Made.UtcDateTime);
        WriteEdges(json);
        WriteAttachments(json);
        WriteDestinations(json);
        json.WriteStartArray("unread");
        foreach (var failure in plan.Failures)
        {
            json.WriteStartObject();
            json.WriteString("repository", failure.Repository);
            json.WriteNumber("edges", failure.Edges);
            json.WriteString("message", failure.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteEdges(Utf8JsonWriter json)
    {
        var copies = 0;
        json.WriteStartArray("edges");
        foreach (var edge in plan.Edges)
        {
            if (edge.Action == EdgeAction.Present) continue;
            var outcome = edge.Action == EdgeAction.Copy ? report?.Edges[copies++] : null; // they are in the plan's order
            json.WriteStartObject();
            WriteWhat(json, edge.Image, edge.Digest.ToString(), edge.Tag, edge.From.Name, edge.To.Name);
            json.WriteString("action", EdgeActionWords.Of(edge.Action));
            json.WriteString("was", edge.Was?.ToString());
            json.WriteString("outcome", edge.Action switch { EdgeAction.Lost => "lost", EdgeAction.TagMove => "refused", _ => EdgeStateWords.Of(outcome?.State) });
            json.WriteString("after", outcome?.State switch
            {
                EdgeState.Copied or EdgeState.Present => edge.Digest.ToString(),
                EdgeState.Failed => null, // it may have been put without our hearing of it
                _ => edge.Was?.ToString(),
            });
            if ((outcome?.Message ?? edge.Reason) is { } message) json.WriteString("message", message);
            json.WriteEndObject();
            if (json.BytesPending > FlushBytes) json.Flush();
        }
        json.WriteEndArray();
    }

    private void WriteAttachments(Utf8JsonWriter json)
    {
        json.WriteStartArray("attachments");
        for (var i = 0; i < plan.Attachments.Count; i++)
        {
            var one = plan.Attachments[i];
            var outcome = report?.Attachments[i];
            json.WriteStartObject();
            WriteWhat(json, one.Image, one.Digest.ToString(), one.Tag, one.From.Name, one.To.Name);
            json.WriteString("outcome", EdgeStateWords.Of(outcome?.State));
            if (outcome?.Message is { } message) json.WriteString("message", message);
            json.WriteEndObject();
            if (json.BytesPending > FlushBytes) json.Flush();
        }
        json.WriteEndArray();
    }

    private void WriteDestinations(Utf8JsonWriter json)
    {
        var outcomes = (report?.Destinations ?? []).ToDictionary(one => one.To);
        json.WriteStartArray("destinations");
        foreach (var edges in plan.Edges.GroupBy(edge => edge.To))
        {
            json.WriteStartObject();
            json.WriteString("to", edges.Key.Name);
            json.WriteNumber("present", edges.LongCount(edge => edge.Action == EdgeAction.Present));
            json.WriteNumber("copy", edges.LongCount(edge => edge.Action == EdgeAction.Copy));
            if (outcomes.TryGetValue(edges.Key, out var outcome))
            {
                json.WriteNumber("manifests", outcome.Manifests);
                json.WriteNumber("mounted", outcome.Mounted);
                json.WriteNumber("sent", outcome.Sent);
                json.WriteNumber("sentBytes", outcome.SentBytes);
                if (outcome.Failure is { } failure) json.WriteString("failure", failure);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteWhat(Utf8JsonWriter json, string image, string digest, string? tag, string from, string to)
    {
        json.WriteString("image", image);
        json.WriteString("digest", digest);
        json.WriteString("tag", tag);
        json.WriteString("from", from);
        json.WriteString("to", to);
    }
}
