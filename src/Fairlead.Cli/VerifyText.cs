using System.Globalization;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Verifying;

namespace Fairlead.Cli;

/// <summary>What a verification came to, for people.</summary>
internal static class VerifyText
{
    private const int MaxFindings = 20; // of each destination

    /// <summary>What was looked at, the counts of each destination, and the findings, the worst first.</summary>
    public static void Write(TextWriter output, VerifyReport report)
    {
        var prefix = SyncText.Prefix(report.Name);
        output.WriteLine($"{prefix}{Looked(report)}");
        if (report.Destinations.Count == 0) return;
        var table = new TextTable("destination", ">blobs", ">bytes", ">read", ">missing", ">wrong size", ">wrong bytes", ">unreadable", ">extra", "inventory");
        foreach (var one in report.Destinations.Where(one => one.Inventory is not null))
        {
            table.Add(
                one.Store, ByteText.Count(one.Held.Blobs), ByteText.Of(one.Held.Bytes), ByteText.Count(one.Read.Blobs),
                Count(one, FindingKind.Missing), Count(one, FindingKind.WrongSize), Count(one, FindingKind.WrongContent), Count(one, FindingKind.Unreadable), Count(one, FindingKind.Extra),
                InventoryText(one));
        }
        table.Write(output);
        foreach (var one in report.Destinations) WriteFindings(output, one, report.Options.Strict);
        output.WriteLine($"{prefix}{Conclusion(report)}");
    }

    /// <summary>What kept something from being looked at, or from being repaired.</summary>
    public static void WriteFailures(TextWriter error, VerifyReport report)
    {
        var prefix = "fairlead: " + SyncText.Prefix(report.Name);
        var failures = new List<string>();
        foreach (var one in report.Destinations)
        {
            if (one.Failure is { } failure) failures.Add(TerminalText.Of(failure));
            if (one.Inventory?.Rewriting?.Failure is { } inventory) failures.Add(TerminalText.Of($"{one.Store}: the inventory could not be written: {inventory}"));
        }
        failures.AddRange(report.WalkFailures.Select(SyncText.Of));
        failures.AddRange(report.CopyFailures.Select(SyncText.Of));
        foreach (var failure in failures.Take(MaxFindings)) error.WriteLine(prefix + failure);
        if (failures.Count > MaxFindings) error.WriteLine($"{prefix}and {ByteText.Count(failures.Count - MaxFindings)} more failures; --json has all");
        if (report.IsInterrupted) error.WriteLine($"{prefix}interrupted; what was found until then is told, and the rest is not known");
        else if (report is { Wanted.Blobs: 0, WalkFailures.Count: 0 }) error.WriteLine($"{prefix}the sources hold no blobs: is a tag filter too strict?");
    }

    private static string Looked(VerifyReport report)
    {
        if (report is { IsInterrupted: true, Destinations.Count: 0 }) return "ended before a store was looked at";
        var parts = new List<string> { report.Wanted is { } wanted ? $"{ByteText.Count(wanted.Blobs)} blobs wanted, {ByteText.Of(wanted.Bytes)}" : "no sources: each store against its own inventory" };
        if (report.Options is { Content: true, Sample: not null }) parts.Add(string.Create(CultureInfo.InvariantCulture, $"the content of {report.Destinations.Sum(one => one.Read.Blobs)} read, chosen by --seed {report.Options.Seed}"));
        else parts.Add(report.Options.Content ? report.IsInterrupted ? "not all content read" : "all content read" : "sizes alone, no content");
        parts.Add(string.Create(CultureInfo.InvariantCulture, $"{report.Took.TotalSeconds:0.0} s"));
        return string.Join("; ", parts);
    }

    private static void WriteFindings(TextWriter output, DestinationVerdict verdict, bool isStrict)
    {
        var findings = verdict.Findings.OrderBy(finding => finding.IsRepaired).ThenBy(finding => finding.Kind.Severity(isStrict)).ThenBy(finding => finding.Kind).ToList();
        foreach (var finding in findings.Take(MaxFindings)) output.WriteLine($"{verdict.Store}: {Text(finding, isStrict)}");
        if (findings.Count > MaxFindings) output.WriteLine($"{verdict.Store}: and {ByteText.Count(findings.Count - MaxFindings)} more; --json has all");
    }

    private static string Text(Finding finding, bool isStrict)
    {
        var state = finding.IsRepaired ? "repaired" : finding.Kind.Severity(isStrict) switch
        {
            FindingSeverity.Failure => "FAILED",
            FindingSeverity.Warning => "warning",
            _ => "note",
        };
        var blob = finding.Digest is { } digest ? $" {digest}{(finding.Repository.Length > 0 ? $" of {finding.Repository}" : "")}" : "";
        return TerminalText.Of($"{state}: {finding.Kind.Name()}{blob}: {finding.Message}");
    }

    private static string Conclusion(VerifyReport report)
    {
        var failures = report.Destinations.SelectMany(one => one.Findings).Where(finding => finding.Kind.Severity(report.Options.Strict) == FindingSeverity.Failure).ToList();
        var repaired = failures.Count(finding => finding.IsRepaired);
        var copied = report.Destinations.Sum(one => one.Copied.Blobs);
        var repair = report.Options.Repair ? $", {ByteText.Count(repaired)} repaired, {ByteText.Count(copied)} blobs copied" : "";
        var wrong = failures.Count == 0 ? "nothing is wrong with what was looked at" : $"{ByteText.Count(failures.Count)} wrong{repair}";
        if (report.IsInterrupted) return $"{wrong} until it was interrupted";
        return report.IsGood ? wrong : failures.Count == repaired ? $"{wrong}; not everything could be looked at" : wrong;
    }

    private static string Count(DestinationVerdict verdict, FindingKind kind) => ByteText.Count(verdict.Count(kind));

    private static string InventoryText(DestinationVerdict verdict)
    {
        var inventory = verdict.Inventory!;
        if (inventory.Rewriting is { } rewriting)
        {
            return rewriting.State switch
            {
                InventoryState.Written => $"{inventory.Key}: written anew, {ByteText.Count(rewriting.Blobs)} blobs",
                InventoryState.WrittenByOthers => $"{inventory.Key}: written anew by another run",
                _ => $"{inventory.Key}: could not be written",
            };
        }
        if (inventory.Blobs is null) return verdict.Count(FindingKind.InventoryUnreadable) > 0 ? $"{inventory.Key}: can't be read" : "none";
        var differences = verdict.Count(FindingKind.InventoryOnly) + verdict.Count(FindingKind.InventoryLacks) + verdict.Count(FindingKind.InventorySize);
        return differences == 0 ? $"{inventory.Key}: agrees" : $"{inventory.Key}: {ByteText.Count(differences)} differences";
    }
}
