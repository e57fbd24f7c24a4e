using System.Text.Json;
using Fairlead.Artifacts.Mirroring.Syncing;

namespace Fairlead.Cli;

/// <summary>
/// What a sync came to, for machines. One object: <c>good</c>, and <c>jobs</c> with one object each. Amounts are <c>{"blobs", "bytes"}</c>.
/// <code>
/// name          the job's, where it has one
/// started       UTC, RFC 3339; seconds: how long it took
/// good          whether all of it was done
/// interrupted   whether it was ended before it was done
/// dryRun, shard as they were asked for; no shard, no key
/// images        manifests; wanted: amount; leftOut, notInSource, ofOtherRegistries: blobs
/// read          amount that was read from sources; secondReads: how many of them for a destination that had fallen behind
/// destinations  store, present, copied, lacking: amounts, null where the destination has not been listed; inventory: key, state (as-it-was,
///               written, by-another-run, failed), blobs, warning; warning: what its owner should know; error: why it was left alone, or
///               has no new inventory
/// failures      digest, repository, destination and message of a blob; what and message of a source that could not be read
/// </code>
/// </summary>
internal static class SyncJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<SyncReport> reports, bool isGood)
    {
        json.WriteStartObject();
        json.WriteBoolean("good", isGood);
        json.WriteStartArray("jobs");
        foreach (var report in reports) WriteReport(json, report);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteReport(Utf8JsonWriter json, SyncReport report)
    {
        json.WriteStartObject();
        if (report.Name.Length > 0) json.WriteString("name", report.Name);
        json.WriteString("started", report.Started.UtcDateTime);
        json.WriteNumber("seconds", Math.Round(report.Took.TotalSeconds, 3));
        json.WriteBoolean("good", report.IsGood);
        json.WriteBoolean("interrupted", report.IsInterrupted);
        json.WriteBoolean("dryRun", report.IsDryRun);
        if (report.Shard is { } shard) json.WriteString("shard", shard.ToString());
        json.WriteNumber("images", report.Images);
        MirrorJson.WriteTotals(json, "wanted", report.Wanted);
        json.WriteNumber("leftOut", report.LeftOut);
        json.WriteNumber("notInSource", report.NotInSource);
        json.WriteNumber("ofOtherRegistries", report.OfOtherRegistries);
        MirrorJson.WriteTotals(json, "read", report.Read);
        json.WriteNumber("secondReads", report.SecondReads);
        json.WriteStartArray("destinations");
        foreach (var one in report.Destinations) WriteDestination(json, one);
        json.WriteEndArray();
        MirrorJson.WriteFailures(json, report.WalkFailures, report.CopyFailures);
        json.WriteEndObject();
    }

    private static void WriteDestination(Utf8JsonWriter json, DestinationOutcome one)
    {
        json.WriteStartObject();
        json.WriteString("store", one.Store);
        MirrorJson.WriteTotals(json, "present", one.IsCounted ? one.Present : null);
        MirrorJson.WriteTotals(json, "copied", one.Copied);
        MirrorJson.WriteTotals(json, "lacking", one.IsCounted ? one.Lacking : null);
        json.WriteStartObject("inventory");
        json.WriteString("key", one.Inventory.Key);
        json.WriteString("state", one.Inventory.State switch
        {
            InventoryState.Written => "written",
            InventoryState.WrittenByOthers => "by-another-run",
            InventoryState.Failed => "failed",
            _ => "as-it-was",
        });
        if (one.Inventory.State == InventoryState.Written) json.WriteNumber("blobs", one.Inventory.Blobs);
        if (one.Inventory.Warning is { } warning) json.WriteString("warning", warning);
        json.WriteEndObject();
        if (one.Warning is { } leftovers) json.WriteString("warning", leftovers);
        if ((one.Failure ?? one.Inventory.Failure) is { } error) json.WriteString("error", error);
        json.WriteEndObject();
    }
}
