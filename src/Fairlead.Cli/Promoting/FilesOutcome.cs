using System.Text.Json;
using Fairlead.Artifacts.Promotion.Files.Copying;
using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Cli.Promoting;

/// <summary>What a confirmed run of files came to.</summary>
/// <param name="State">How far it came.</param>
internal sealed record FilesOutcome(RunState State) : PromotionOutcome(State)
{
    private const int FlushBytes = 64 << 10;

    /// <summary>What came of copying; null where there was nothing to copy, or it was not to be.</summary>
    public FileReport? Report { get; init; }

    /// <summary>
    /// Writes it as the member <c>outcome</c> beside those of the plan: <c>good</c>, <c>state</c>, <c>hook</c>, <c>record</c> as of images; <c>seconds</c>,
    /// <c>read</c> (<c>files</c>, <c>bytes</c>) and <c>edges</c> (<c>file</c>, <c>sha256</c>, <c>to</c>, <c>outcome</c>, <c>message</c>) where anything was copied.
    /// </summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("outcome");
        WriteHead(json);
        if (Report is { } report) Write(json, report);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FileReport report)
    {
        json.WriteNumber("seconds", Math.Round(report.Took.TotalSeconds, 3));
        json.WriteStartObject("read");
        json.WriteNumber("files", report.Read.Blobs);
        json.WriteNumber("bytes", report.Read.Bytes);
        json.WriteEndObject();
        json.WriteStartArray("edges");
        foreach (var (edge, state, message) in report.Edges)
        {
            json.WriteStartObject();
            json.WriteString("file", edge.File);
            json.WriteString("sha256", edge.Digest.Hex);
            json.WriteString("to", edge.To.Text);
            json.WriteString("outcome", EdgeStateWords.Of(state));
            if (message is not null) json.WriteString("message", message);
            json.WriteEndObject();
            if (json.BytesPending > FlushBytes) json.Flush();
        }
        json.WriteEndArray();
    }
}
