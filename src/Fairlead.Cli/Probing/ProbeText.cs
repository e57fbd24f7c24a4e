using System.Globalization;
using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Probing.Deployments;

namespace Fairlead.Cli.Probing;

/// <summary>What came of a probe, for people.</summary>
internal static class ProbeText
{
    private const int MaxLines = 40;

    /// <summary>Where each client was led, what failed, and what is different.</summary>
    public static void Write(TextWriter output, ProbeReport report)
    {
        foreach (var client in report.Clients) Write(output, report.Request, client);
        Write(output, "failures", [.. report.Clients.SelectMany(Failures)]);
        if (report.Request.Against is { } against) Write(output, "differences", [.. report.Clients.SelectMany(client => Differences(report.Request, client, against))]);
        output.WriteLine(Sum(report));
    }

    /// <summary>What kept it from the end.</summary>
    public static void WriteProblem(TextWriter error, ProbeReport report)
    {
        if (report.Request.Target.Admin is null && report.Request.Clients.Any(client => client is not null))
            error.WriteLine("fairlead: whether the target believes --as was not checked; one that doesn't has answered this machine itself: give its admin port with --admin to find out");
        if (report.End == ProbeEnd.Interrupted) error.WriteLine("fairlead: interrupted; what was found until then is told, the rest is not known, and no file was written");
        if (report.End == ProbeEnd.Late) error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fairlead: not done after {report.Request.Timeout.TotalSeconds:0} s: what was found until then is told; give more with --timeout, or fewer images"));
    }

    private static void Write(TextWriter output, ProbeRequest request, ClientProbe client)
    {
        var how = client.Client is { } claim ? $" by {claim.HeaderName}" : "";
        output.WriteLine($"{request.Target} as {client.Name}{how}: {ByteText.Count(client.Images.Count, "image", "images")}, {ByteText.Count(client.Paths.Count())} manifests and blobs");
        foreach (var host in client.Paths.GroupBy(path => path.Route.End).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
            output.WriteLine($"  {ByteText.Count(host.Count())} led to {host.Key ?? "nowhere"}");
    }

    private static IEnumerable<string> Failures(ClientProbe client) =>
        from image in client.Images
        from path in image.Paths
        from check in path.Checks
        where check.Status == CheckStatus.Failed
        select $"FAILED: as {client.Name}: {image.Image}: {path.Title}: {check.Name}: {check.Detail}";

    /// <summary>A route that changed changes every blob: one line for all that are different in the same way.</summary>
    private static IEnumerable<string> Differences(ProbeRequest request, ClientProbe client, ProbedRedirector against) =>
        from difference in client.Differences
        group difference.Path by (IsAllowed: request.Allows(difference), difference.What, difference.Target, difference.Against) into same
        orderby same.Key.IsAllowed
        select $"{(same.Key.IsAllowed ? "ALLOWED" : "DIFFERENT")}: as {client.Name}: {same.Key.What}: {same.Key.Target ?? "none"}, and {same.Key.Against ?? "none"} at {against}: {ByteText.Count(same.Count(), "request", "requests")}, such as {same.First()}";

    private static void Write(TextWriter output, string what, List<string> lines)
    {
        foreach (var line in lines.Take(MaxLines)) output.WriteLine(TerminalText.Of(line));
        if (lines.Count > MaxLines) output.WriteLine($"and {ByteText.Count(lines.Count - MaxLines)} more {what}; --json has all");
    }

    private static string Sum(ProbeReport report)
    {
        var checks = report.Clients.SelectMany(client => client.Paths).Sum(path => path.Checks.Count(check => check.Status != CheckStatus.Skipped));
        var failures = report.Failures == 0 ? $"{ByteText.Count(checks)} checks passed" : $"{ByteText.Count(report.Failures, "manifest or blob", "manifests and blobs")} failed";
        var differences = report.Request.Against is null ? "" : $", {ByteText.Count(report.Differences, "difference", "differences")}{(report.Refused == report.Differences ? "" : $", {ByteText.Count(report.Differences - report.Refused)} of them allowed")}";
        var again = report.Tally.Again == 0 ? "" : $", {ByteText.Count(report.Tally.Again)} of them again after a 429 or 503";
        return $"{failures}{differences}; {ByteText.Count(report.Tally.Requests, "request", "requests")}{again}, {ByteText.Of(report.Tally.Bytes)}, {ByteText.Left(report.Elapsed)}";
    }
}
