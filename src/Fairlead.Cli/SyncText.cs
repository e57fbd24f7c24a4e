using System.Globalization;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;

namespace Fairlead.Cli;

/// <summary>What a sync came to, for people.</summary>
internal static class SyncText
{
    private const int MaxFailures = 20;

    /// <summary>What stands before each line of a job that has a name.</summary>
    public static string Prefix(string name) => name.Length == 0 ? "" : $"{name}: ";

    /// <summary>A failure in one line.</summary>
    public static string Of(WalkFailure failure) => TerminalText.Of($"{failure.What}: {failure.Message}");

    /// <inheritdoc cref="Of(WalkFailure)"/>
    public static string Of(CopyFailure failure) =>
        TerminalText.Of($"{failure.Digest}{(failure.Repository.Length > 0 ? $" of {failure.Repository}" : "")} is not in {failure.Destination}: {failure.Message}");

    /// <summary>What the sources were made of, and what each destination got.</summary>
    public static void Write(TextWriter output, SyncReport report)
    {
        output.WriteLine($"{Prefix(report.Name)}{Sources(report)}");
        var table = new TextTable("destination", ">was there", ">bytes", report.IsDryRun ? ">would copy" : ">copied", ">bytes", report.IsDryRun ? "" : ">lacking", "inventory");
        foreach (var one in report.Destinations)
        {
            var put = report.IsDryRun ? one.Lacking : one.Copied;
            table.Add(
                one.Store, Known(ByteText.Count(one.Present.Blobs)), Known(ByteText.Of(one.Present.Bytes)), ByteText.Count(put.Blobs), ByteText.Of(put.Bytes),
                report.IsDryRun ? "" : Known(ByteText.Count(one.Lacking.Blobs)), InventoryText(one.Inventory));

            string Known(string text) => one.IsCounted ? text : "-";
        }
        table.Write(output);
    }

    /// <summary>What went wrong, and what should be known; the first of many.</summary>
    public static void WriteProblems(TextWriter error, SyncReport report, bool isAllInJson)
    {
        var prefix = "fairlead: " + Prefix(report.Name);
        foreach (var one in report.Destinations)
        {
            if (one.Warning is { } leftovers) error.WriteLine($"{prefix}{TerminalText.Of($"{one.Store}: {leftovers}")}");
            if (one.Inventory.Warning is { } warning) error.WriteLine($"{prefix}{TerminalText.Of($"{one.Store}: {warning}")}");
        }
        if (report is { Images: 0, Wanted.Blobs: 0, IsInterrupted: false, IsWalked: true, WalkFailures.Count: 0, NotInSource: 0, OfOtherRegistries: 0 })
            error.WriteLine($"{prefix}the sources hold no blobs: is a tag filter too strict?");
        if (!isAllInJson || report.IsInterrupted)
        {
            var failures = FailuresOf(report);
            foreach (var failure in failures.Take(MaxFailures)) error.WriteLine(prefix + failure);
            if (failures.Count > MaxFailures)
                error.WriteLine($"{prefix}and {ByteText.Count(failures.Count - MaxFailures)} more failures; --json has all");
        }
        if (report.IsInterrupted)
        {
            var blobs = report.Destinations.Sum(one => one.Copied.Blobs);
            var bytes = report.Destinations.Sum(one => one.Copied.Bytes);
            error.WriteLine($"{prefix}interrupted; {ByteText.Count(blobs)} blobs ({ByteText.Of(bytes)}) were put, and the next run goes on from there");
        }
    }

    private static List<string> FailuresOf(SyncReport report)
    {
        var failures = new List<string>();
        foreach (var one in report.Destinations)
        {
            if (one.Failure is { } failure) failures.Add(TerminalText.Of(failure));
            if (one.Inventory.Failure is { } inventory) failures.Add(TerminalText.Of($"{one.Store}: the inventory could not be written: {inventory}"));
        }
        failures.AddRange(report.WalkFailures.Select(Of));
        failures.AddRange(report.CopyFailures.Select(Of));
        return failures;
    }

    private static string Sources(SyncReport report)
    {
        if (!report.IsWalked) return "nothing was read: there is no destination that it could be put into";
        var parts = new List<string> { $"{ByteText.Count(report.Images, "image", "images")}, {ByteText.Count(report.Wanted.Blobs, "blob", "blobs")}, {ByteText.Of(report.Wanted.Bytes)}" };
        if (report.Shard is { } shard) parts.Add($"shard {shard}");
        if (report.LeftOut > 0) parts.Add($"{ByteText.Count(report.LeftOut)} layers that may not be distributed left out");
        if (report.NotInSource > 0) parts.Add($"{ByteText.Count(report.NotInSource)} not in the source");
        if (report.OfOtherRegistries > 0) parts.Add($"{ByteText.Count(report.OfOtherRegistries)} of other registries left out");
        if (report.IsDryRun) parts.Add("nothing was put: --dry-run");
        parts.Add(string.Create(CultureInfo.InvariantCulture, $"{report.Took.TotalSeconds:0.0} s"));
        return string.Join("; ", parts);
    }

    private static string InventoryText(InventoryOutcome inventory) => inventory.State switch
    {
        InventoryState.Written => $"{inventory.Key}: {ByteText.Count(inventory.Blobs)} blobs",
        InventoryState.WrittenByOthers => $"{inventory.Key}: by another run",
        InventoryState.Failed => "failed",
        _ => "as it was",
    };
}
