using System.Globalization;
using Fairlead.Artifacts.Probing;

namespace Fairlead.Cli;

/// <summary>What clients get through a redirector, for people.</summary>
internal static class ThroughText
{
    private const int MaxBlobs = 40;
    private const int MaxFailures = 20;

    /// <summary>Where the redirects led, what each blob's checks gave, and what failed.</summary>
    public static void Write(TextWriter output, ThroughReport report)
    {
        var client = report.Plan.Client;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Plan.Probe.Redirector.GetLeftPart(UriPartial.Authority)} as {client.Address} by {client.HeaderName}: {report.Blobs.Count} of {report.Known} blobs, chosen by --seed {report.Plan.Seed}"));
        foreach (var host in report.Hosts) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {host.Count()} led to {host.Key ?? "nowhere"}{Via(host)}"));
        if (report.Blobs.Count == 0) return;

        string[] names = [.. report.Blobs[0].Checks.Select(check => check.Name)];
        var table = new TextTable(["blob", ">size", .. names]);
        foreach (var blob in report.Blobs.OrderBy(blob => blob.Passed).Take(MaxBlobs))
            table.Add([blob.Blob.Digest.ToString()[..(Formats.Oci.Digest.Prefix.Length + 12)], ByteText.Of(blob.Blob.Size), .. blob.Checks.Select(Cell)]);
        table.Write(output);
        if (report.Blobs.Count > MaxBlobs) output.WriteLine($"and {ByteText.Count(report.Blobs.Count - MaxBlobs)} more; --json has all");

        var failures = report.Blobs.SelectMany(blob => blob.Checks.Where(check => check.Status == CheckStatus.Failed).Select(check => $"FAILED: {blob.Blob.Digest} of {blob.Blob.Repository}: {check.Name}: {check.Detail}")).ToList();
        foreach (var failure in failures.Take(MaxFailures)) output.WriteLine(TerminalText.Of(failure));
        if (failures.Count > MaxFailures) output.WriteLine($"and {ByteText.Count(failures.Count - MaxFailures)} more; --json has all");
        output.WriteLine(failures.Count == 0 ? report.IsInterrupted ? "every check passed until it was interrupted" : "every check passed" : $"{ByteText.Count(report.Blobs.Count(blob => !blob.Passed))} of {ByteText.Count(report.Blobs.Count)} blobs failed");
    }

    /// <summary>What kept blobs from being asked for.</summary>
    public static void WriteFailures(TextWriter error, ThroughReport report)
    {
        foreach (var failure in report.WalkFailures.Take(MaxFailures)) error.WriteLine("fairlead: " + SyncText.Of(failure));
        if (report.WalkFailures.Count > MaxFailures) error.WriteLine($"fairlead: and {ByteText.Count(report.WalkFailures.Count - MaxFailures)} more failures; --json has all");
        if (report.IsInterrupted) error.WriteLine("fairlead: interrupted; what was found until then is told, and the rest is not known");
        else if (report is { Blobs.Count: 0, WalkFailures.Count: 0 }) error.WriteLine("fairlead: the sources hold no blobs: is a tag filter too strict?");
    }

    private static string Cell(ProbeCheck check) => check.Status switch
    {
        CheckStatus.Failed => "FAILED",
        CheckStatus.Skipped => "-",
        _ => check.Elapsed > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"{check.Elapsed.TotalMilliseconds:0} ms") : "ok",
    };

    private static string Via(IEnumerable<BlobProbe> blobs)
    {
        var via = blobs.SelectMany(blob => blob.Via).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return via.Count == 0 ? "" : $" by way of {string.Join(", ", via)}";
    }
}
