using System.Text.Json;
using Fairlead.Artifacts.Mirroring.Verifying;

namespace Fairlead.Cli;

/// <summary>
/// What a verification came to, for machines. One object: <c>good</c>, and <c>jobs</c> with one object each. Amounts are <c>{"blobs", "bytes"}</c>.
/// <code>
/// name          the job's, where it has one; seconds: how long it took; good: whether all is well by now
/// interrupted   whether it was ended before everything was looked at
/// content       none, all or sample; sample and seed with the last
/// repair, strict as they were asked for
/// wanted        amount that the sources are made of; null without sources
/// destinations  store, good; held, read, copied: amounts; others: objects that are no blobs; error: why it could not be looked at
///               inventory: key, blobs and written (null where there is none that can be read), rewritten, error
///               counts: how many findings of each kind; findings: kind, severity (failure, warning, note), repaired, digest (null where
///               it is of no blob), repository, message
/// failures      digest, repository, destination and message of a blob that could not be copied; what and message of a source that could
///               not be read
/// </code>
/// </summary>
internal static class VerifyJson
{
    private const int FlushEvery = 1000; // findings: a bucket may hold a million that no source wants

    public static void Write(Utf8JsonWriter json, IReadOnlyList<VerifyReport> reports, bool isGood)
    {
        json.WriteStartObject();
        json.WriteBoolean("good", isGood);
        json.WriteStartArray("jobs");
        foreach (var report in reports) WriteReport(json, report);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteReport(Utf8JsonWriter json, VerifyReport report)
    {
        json.WriteStartObject();
        if (report.Name.Length > 0) json.WriteString("name", report.Name);
        json.WriteNumber("seconds", Math.Round(report.Took.TotalSeconds, 3));
        json.WriteBoolean("good", report.IsGood);
        json.WriteBoolean("interrupted", report.IsInterrupted);
        json.WriteString("content", !report.Options.Content ? "none" : report.Options.Sample is null ? "all" : "sample");
        if (report.Options is { Content: true, Sample: { } sample })
        {
            json.WriteNumber("sample", sample);
            json.WriteNumber("seed", report.Options.Seed);
        }
        json.WriteBoolean("repair", report.Options.Repair);
        json.WriteBoolean("strict", report.Options.Strict);
        if (report.Wanted is { } wanted) MirrorJson.WriteTotals(json, "wanted", wanted);
        else json.WriteNull("wanted");
        json.WriteStartArray("destinations");
        foreach (var one in report.Destinations) WriteDestination(json, one, report.Options.Strict);
        json.WriteEndArray();
        MirrorJson.WriteFailures(json, report.WalkFailures, report.CopyFailures);
        json.WriteEndObject();
    }

    private static void WriteDestination(Utf8JsonWriter json, DestinationVerdict one, bool isStrict)
    {
        json.WriteStartObject();
        json.WriteString("store", one.Store);
        json.WriteBoolean("good", !one.IsWrong(isStrict));
        MirrorJson.WriteTotals(json, "held", one.Held);
        json.WriteNumber("others", one.Others);
        MirrorJson.WriteTotals(json, "read", one.Read);
        MirrorJson.WriteTotals(json, "copied", one.Copied);
        if (one.Failure is { } error) json.WriteString("error", error);
        if (one.Inventory is { } inventory) WriteInventory(json, inventory);
        json.WriteStartObject("counts");
        foreach (var kind in FindingKinds.All) json.WriteNumber(kind.Name(), one.Count(kind));
        json.WriteEndObject();
        json.WriteStartArray("findings");
        for (var i = 0; i < one.Findings.Count; i++)
        {
            WriteFinding(json, one.Findings[i], isStrict);
            if (i % FlushEvery == FlushEvery - 1) json.Flush();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteInventory(Utf8JsonWriter json, InventoryVerdict inventory)
    {
        json.WriteStartObject("inventory");
        json.WriteString("key", inventory.Key);
        if (inventory.Blobs is { } blobs) json.WriteNumber("blobs", blobs);
        else json.WriteNull("blobs");
        if (inventory.Written is { } written) json.WriteString("written", written.UtcDateTime);
        else json.WriteNull("written");
        json.WriteBoolean("rewritten", inventory.Rewriting is { Failure: null });
        if (inventory.Rewriting?.Failure is { } error) json.WriteString("error", error);
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding, bool isStrict)
    {
        json.WriteStartObject();
        json.WriteString("kind", finding.Kind.Name());
        json.WriteString("severity", finding.Kind.Severity(isStrict) switch
        {
            FindingSeverity.Failure => "failure",
            FindingSeverity.Warning => "warning",
            _ => "note",
        });
        json.WriteBoolean("repaired", finding.IsRepaired);
        json.WriteString("digest", finding.Digest?.ToString());
        json.WriteString("repository", finding.Repository);
        json.WriteString("message", finding.Message);
        json.WriteEndObject();
    }
}
