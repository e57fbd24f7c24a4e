using Fairlead.Artifacts.Promotion.Auditing;

namespace Fairlead.Cli.Promoting;

/// <summary>What an audit came to, for people.</summary>
internal static class AuditText
{
    private const int MaxLines = 10_000; // of a registry that is empty there could be a million

    /// <summary>The findings on a line each, as far as anybody reads them, and the sums.</summary>
    public static void Write(TextWriter output, AuditReport report)
    {
        var table = new TextTable("finding", "what", "why", "by");
        foreach (var finding in report.Findings.Take(MaxLines)) table.Add(finding.Kind.Name(), finding.Reference, Why(finding), finding.At?.ToString() ?? "-");
        if (report.Findings.Count > 0) table.Write(output);
        if (report.Findings.Count > MaxLines) output.WriteLine($"and {ByteText.Count(report.Findings.Count - MaxLines)} more; --json has all");
        output.WriteLine(Sums(report));
    }

    /// <summary>What could not be looked at.</summary>
    public static void WriteFailures(TextWriter error, AuditReport report)
    {
        ProblemLines.Write(error, report.Failures, failure => failure.Edges == 0
            ? $"{failure.Repository}: {failure.Message}"
            : $"{failure.Repository} could not be read, and {ByteText.Count(failure.Edges, "tag", "tags")} could not be looked at: {failure.Message}");
        foreach (var host in report.Unlisted) error.WriteLine($"fairlead: {TerminalText.Of(host)} doesn't list its repositories: whole ones that are extra would not be seen there");
    }

    private static string Why(AuditFinding finding) => finding switch
    {
        { Kind: AuditKind.Missing, Tag: not null } => $"{finding.Wanted} is wanted there",
        { Kind: AuditKind.Missing } => "it isn't there",
        { Kind: AuditKind.Moved } => $"it is {finding.Held}, not {finding.Wanted}",
        { Kind: AuditKind.Unsigned } => "it has no signature",
        { Tags: { } tags } => $"no manifest names it, and it has {ByteText.Count(tags, "tag", "tags")}",
        _ => finding.Held is { } held ? $"no manifest names it; it is {held}" : "no manifest names it",
    };

    private static string Sums(AuditReport report)
    {
        var found = AuditKinds.All.Select(kind => (kind, Count: report.Count(kind))).Where(one => one.Count > 0).Select(one => $"{ByteText.Count(one.Count)} {one.kind.Name()}").ToList();
        if (report.Failures.Count > 0) found.Add($"{ByteText.Count(report.Failures.Count, "repository", "repositories")} not read");
        var all = found.Count == 0 ? "all as the manifests say" : string.Join(", ", found);
        return $"{ByteText.Count(report.Edges, "tag", "tags")} in {ByteText.Count(report.Repositories, "repository", "repositories")}: {all}";
    }
}
