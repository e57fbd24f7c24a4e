using System.Text.Json;
using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Files.Copying;
using Fairlead.Artifacts.Promotion.Files.Planning;

namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>
/// What <c>promote files</c> was to do, and what came of it. What was as it should be is counted alone:
/// <code>
/// edges         file, sha256, from, to, action: as in a plan; was: the content that its name had before; outcome: planned, copied, present, failed, left,
///               lost or refused; after: the content since, null where that isn't known or there is none; message: why it failed
/// destinations  to; present: files that it had; copy: files to copy
/// unread        store, edges, message: what could not be found out, and was left out
/// </code>
/// </summary>
/// <param name="plan">What was to be done.</param>
/// <param name="report">What came of it; null: nothing was begun yet, or is not to be.</param>
public sealed class FilesWork(FilePlan plan, FileReport? report) : IRecordedWork
{
    private const int FlushBytes = 64 << 10;

    /// <inheritdoc/>
    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("planned", plan.Made.UtcDateTime);
        WriteEdges(json);
        json.WriteStartArray("destinations");
        foreach (var edges in plan.Edges.GroupBy(edge => edge.To.Text, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("to", edges.Key);
            json.WriteNumber("present", edges.LongCount(edge => edge.Action == FileAction.Present));
            json.WriteNumber("copy", edges.LongCount(edge => edge.Action == FileAction.Copy));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("unread");
        foreach (var failure in plan.Failures)
        {
            json.WriteStartObject();
            json.WriteString("store", failure.Store);
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
            if (edge.Action == FileAction.Present) continue;
            var outcome = edge.Action == FileAction.Copy ? report?.Edges[copies++] : null; // they are in the plan's order
            json.WriteStartObject();
            json.WriteString("file", edge.File);
            json.WriteString("sha256", edge.Digest.Hex);
            json.WriteString("from", edge.From.Text);
            json.WriteString("to", edge.To.Text);
            json.WriteString("action", FilePlanFile.Word(edge.Action));
            json.WriteString("was", edge.Was?.Hex);
            json.WriteString("outcome", edge.Action switch { FileAction.Lost => "lost", FileAction.Differs => "refused", _ => EdgeStateWords.Of(outcome?.State) });
            json.WriteString("after", outcome?.State switch
            {
                EdgeState.Copied or EdgeState.Present => edge.Digest.Hex,
                EdgeState.Failed => null, // it may have been put without our hearing of it
                _ => edge.Was?.Hex,
            });
            if ((outcome?.Message ?? edge.Reason) is { } message) json.WriteString("message", message);
            json.WriteEndObject();
            if (json.BytesPending > FlushBytes) json.Flush();
        }
        json.WriteEndArray();
    }
}
