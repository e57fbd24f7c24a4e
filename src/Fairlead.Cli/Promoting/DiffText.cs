using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Promotion.Reviewing;

namespace Fairlead.Cli.Promoting;

/// <summary>What a pull request would promote, for people.</summary>
internal sealed class DiffText(TextWriter output, IDiffStyle style)
{
    private const int MaxTags = 10; // in a line

    private long _written;
    private long _leftOut;

    /// <summary>Writes all of it, as far as there is room.</summary>
    public void Write(DiffReport report)
    {
        Heading($"Promotion: {style.Foreign(report.Base.Commit[..12])} to {style.Foreign(report.Head.Commit[..12])}");
        foreach (var problem in report.Problems.Where(problem => !problem.IsWarning)) WriteProblem(problem);
        if (report.IsBaseInDoubt) Item("note: the manifests of the base have errors; what they say there is not known, and is told as new");
        if (report.Diff is { } diff)
        {
            foreach (var move in diff.TagMoves)
                Item($"refused: the tag {style.Foreign($"{move.Repository}:{move.Tag}")} would move from {style.Foreign(move.Was.ToString())} to {style.Foreign(move.Becomes.ToString())}, and tags never move");
            foreach (var change in diff.Changes) WriteChange(change);
            if (diff.Changes.Count == 0) Line("Nothing that would be promoted changes.");
            if (diff.Changes.Any(change => change.Removed.Count > 0 || change.DestinationsRemoved.Count > 0 || change.After is null))
                Line("What is taken out stays in the registries: promotion removes nothing.");
        }
        if (report.Plan is { } plan) WritePlan(plan);
        // Last: where there is no room for all, no number of them may hide what would be promoted.
        foreach (var problem in report.Problems.Where(problem => problem.IsWarning)) WriteProblem(problem);
        if (_leftOut > 0) output.WriteLine(style.Line($"And {ByteText.Count(_leftOut)} more lines; --json has all."));
        output.WriteLine(style.Line(Conclusion(report)));
    }

    private void WriteProblem(PromotionProblem problem) => Item($"{(problem.IsWarning ? "warning" : "error")}: {style.Foreign(problem.At.ToString())}: {style.Foreign(problem.Message)}");

    private void WriteChange(ManifestChange change)
    {
        Heading($"Manifest {style.Foreign(change.Name)}{(change.Before is null ? ", new" : change.After is null ? ", taken out" : "")}");
        if (change.Before is null) Item($"takes images from {style.Foreign(change.After!.Source.Root.Name)}");
        if (change.IsSourceChanged) Item($"takes images from {style.Foreign(change.After!.Source.Root.Name)} instead of {style.Foreign(change.Before!.Source.Root.Name)}");
        foreach (var one in change.DestinationsAdded) Item($"adds the destination {style.Foreign(one.Name)}{(change.Before is null ? "" : " for all of its images")}");
        foreach (var one in change.DestinationsRemoved) Item($"takes out the destination {style.Foreign(one.Name)}");
        foreach (var one in change.ImagesAdded) Item($"adds the image {style.Foreign(one)}");
        foreach (var one in change.Added) Item($"adds {Text(one)}");
        foreach (var one in change.ImagesRemoved) Item($"takes out the image {style.Foreign(one)}");
        foreach (var one in change.Removed) Item($"takes out {Text(one)}");
    }

    private void WritePlan(PromotionPlan plan)
    {
        Heading("What the registries have");
        foreach (var edge in plan.Edges.Where(edge => edge.Action != EdgeAction.Present).OrderByDescending(edge => edge.Action)) Item(Text(edge));
        foreach (var failure in plan.Failures) Item($"could not be read: {style.Foreign(failure.Repository)}: {style.Foreign(failure.Message)}");
        var counts = plan.Edges.CountBy(edge => edge.Action).ToDictionary();
        Line($"{Of(EdgeAction.Copy)} to copy, {Of(EdgeAction.Present)} as they should be, {Of(EdgeAction.Lost)} lost, {Of(EdgeAction.TagMove)} refused, {ByteText.Count(plan.Failures.Count)} not read.");

        string Of(EdgeAction action) => ByteText.Count(counts.GetValueOrDefault(action));
    }

    private string Text(PlanEdge edge)
    {
        var target = $"{style.Foreign(edge.Target)}{(edge.Tag is null ? "" : $" as {style.Foreign(edge.Digest.ToString())}")}";
        return edge.Action switch
        {
            EdgeAction.Copy => $"copy: {target}",
            EdgeAction.Lost => $"lost: {target}: {(edge.Reason is { } reason ? style.Foreign(reason) : $"{style.Foreign(edge.From.Name)} has not got it")}",
            _ => $"refused: {target}: {(edge.Was is { } was ? $"the tag is {style.Foreign(was.ToString())} there, and tags never move" : style.Foreign(edge.Reason ?? "tags never move"))}",
        };
    }

    private string Text(DigestChange change)
    {
        var tags = string.Join(", ", change.Tags.Take(MaxTags).Select(style.Foreign)) + (change.Tags.Count > MaxTags ? $" and {ByteText.Count(change.Tags.Count - MaxTags)} more" : "");
        var word = change.Tags.Count == 1 ? "the tag" : "the tags";
        if (!change.IsWhole) return $"{word} {tags} of {style.Foreign($"{change.Image}@{change.Digest}")}";
        return $"{style.Foreign($"{change.Image}@{change.Digest}")} {(change.Tags.Count == 0 ? "without a tag" : $"with {word} {tags}")}";
    }

    private static string Conclusion(DiffReport report)
    {
        if (report.Head.HasErrors) return "The manifests have errors, and nothing of them would be promoted.";
        if (report.IsRefused) return "Refused: nothing would be promoted.";
        if (report.ExitCode != Cli.ExitCode.Done) return "Not all of it could be promoted.";
        return report.Plan is null ? "Nothing is wrong with the manifests; no registry was asked." : "It can be promoted.";
    }

    private void Heading(string text) => Write(style.Heading(text));

    private void Item(string text) => Write(style.Item(text));

    private void Line(string text) => Write(style.Line(text));

    private void Write(string line)
    {
        if (_leftOut > 0 || _written + line.Length > style.MaxLength)
        {
            _leftOut++;
            return;
        }
        _written += line.Length + 1;
        output.WriteLine(line);
    }
}
