using System.Globalization;
using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Files.Copying;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Formats.Oci;

namespace Fairlead.Cli.Promoting;

/// <summary>A plan of files, and what came of it, for people.</summary>
internal static class FilesText
{
    private const int ShortHex = 12;

    /// <summary>Writes what is to be done, an edge a line, and the sums; what needs nothing is counted, unless all is wanted.</summary>
    public static void Write(TextWriter output, FilePlan plan, bool isVerbose)
    {
        var table = new TextTable("action", "file", "sha256", ">size", "to", "");
        var shown = plan.Edges.Where(edge => isVerbose || edge.Action != FileAction.Present).OrderBy(edge => RankOf(edge.Action)).ToList();
        foreach (var edge in shown)
            table.Add(FilePlanFile.Word(edge.Action), edge.File, Text(edge.Digest, isVerbose), edge.Size is { } size ? ByteText.Of(size) : "", edge.To.Text, Note(edge, isVerbose));
        if (shown.Count > 0) table.Write(output);
        output.WriteLine(Sums(plan));
    }

    /// <summary>Writes what each destination got.</summary>
    public static void Write(TextWriter output, FileReport report)
    {
        var table = new TextTable("destination", ">copied", ">bytes", ">was there", ">failed", ">left");
        foreach (var edges in report.Edges.GroupBy(one => one.Edge.To.Text, StringComparer.Ordinal))
        {
            var bytes = edges.Where(one => one.State == EdgeState.Copied).Sum(one => one.Edge.Size ?? 0);
            table.Add(edges.Key, Count(EdgeState.Copied), ByteText.Of(bytes), Count(EdgeState.Present), Count(EdgeState.Failed), Count(EdgeState.Left));
            string Count(EdgeState state) => ByteText.Count(edges.LongCount(one => one.State == state));
        }
        table.Write(output);
        var copied = report.Edges.LongCount(one => one.State == EdgeState.Copied);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ByteText.Count(copied)} copied in {report.Took.TotalSeconds:0.0} s"));
    }

    /// <summary>What keeps a plan, or a part of it, from being applied.</summary>
    public static void WriteProblems(TextWriter error, FilePlan plan, bool allowLost)
    {
        ProblemLines.Write(error, plan.Failures, failure => $"{ByteText.Count(failure.Edges, "edge is", "edges are")} left out: {failure.Message}");
        ProblemLines.WriteLost(error, plan.Lost.LongCount(), "file", allowLost);
        var refused = plan.Refused.LongCount();
        if (refused > 0) error.WriteLine($"fairlead: refused: {ByteText.Count(refused, "name is", "names are")} taken by another file: give what is new a new name, or --overwrite to replace what is there");
    }

    /// <summary>How much of a plan was not done; why, was told when it failed (<see cref="FilesProgress"/>).</summary>
    public static void WriteProblems(TextWriter error, FileReport report)
    {
        if (!report.IsGood) ProblemLines.WriteEnd(error, report.IsInterrupted, [.. report.Edges.Select(one => one.State)]);
    }

    /// <summary>A failure in one line.</summary>
    public static string Text(FileOutcome one) => $"{one.Edge.File} is not in {one.Edge.To}: {one.Message}";

    /// <summary>What is to be said of an edge beyond its action; empty where nothing is.</summary>
    public static string Note(FileEdge edge, bool isFull) => edge switch
    {
        { Reason: { } reason } => reason,
        { Action: FileAction.Differs, Was: { } was } => $"it is {Text(was, isFull)} there",
        { Action: FileAction.Copy, Was: { } was } => $"replaces {Text(was, isFull)}",
        { Action: FileAction.Lost } => $"it is not in {edge.From}",
        _ => "",
    };

    private static string Text(Digest digest, bool isFull) => isFull ? digest.Hex : digest.Hex[..ShortHex];

    /// <summary>What stops the run comes first.</summary>
    public static int RankOf(FileAction action) => action switch { FileAction.Differs => 0, FileAction.Lost => 1, FileAction.Copy => 2, _ => 3 };

    private static string Sums(FilePlan plan)
    {
        var counts = plan.Edges.CountBy(edge => edge.Action).ToDictionary();
        var bytes = plan.Copies.Sum(edge => edge.Size ?? 0);
        var parts = new List<string> { $"{Of(FileAction.Copy)} to copy ({ByteText.Of(bytes)})", $"{Of(FileAction.Present)} as they should be" };
        if (counts.ContainsKey(FileAction.Lost)) parts.Add($"{Of(FileAction.Lost)} lost");
        if (counts.ContainsKey(FileAction.Differs)) parts.Add($"{Of(FileAction.Differs)} refused");
        if (plan.Failures.Count > 0) parts.Add($"{ByteText.Count(plan.Failures.Sum(failure => failure.Edges))} not known");
        var (files, stores) = (plan.Edges.Select(edge => edge.File).Distinct(StringComparer.Ordinal).Count(), plan.Edges.Select(edge => edge.To.Text).Distinct(StringComparer.Ordinal).Count());
        return $"{ByteText.Count(files, "file", "files")} in {ByteText.Count(stores, "destination", "destinations")}: {string.Join(", ", parts)}";
        string Of(FileAction action) => ByteText.Count(counts.GetValueOrDefault(action));
    }
}
