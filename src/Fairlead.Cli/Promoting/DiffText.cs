using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Promotion.Reviewing;

namespace Fairlead.Cli.Promoting;

/// <summary>What a pull request would promote, for people.</summary>
internal sealed class DiffText(DiffPage page)
{
    private const int MaxTags = 10; // in a line

    /// <summary>Writes all of it, as far as there is room.</summary>
    public void Write(DiffReport report)
    {
        page.Heading($"Promotion: {page.Foreign(report.Base.Commit[..12])} to {page.Foreign(report.Head.Commit[..12])}");
        foreach (var problem in report.Problems.Where(problem => !problem.IsWarning)) WriteProblem(problem);
        if (report.IsBaseInDoubt) page.Item("note: the manifests of the base have errors; what they say there is not known, and is told as new");
        var files = new DiffFilesText(page);
        if (report is { Diff: { } diff, Files: { } filesDiff })
        {
            files.WriteRefused(filesDiff);
            foreach (var move in diff.TagMoves)
                page.Item($"refused: the tag {page.Foreign($"{move.Repository}:{move.Tag}")} would move from {page.Foreign(move.Was.ToString())} to {page.Foreign(move.Becomes.ToString())}, and tags never move");
            foreach (var change in diff.Changes) WriteChange(change);
            if (diff.Changes.Any(change => change.Removed.Count > 0 || change.DestinationsRemoved.Count > 0 || change.After is null))
                page.Line("What is taken out stays in the registries: promotion removes nothing.");
            files.WriteChanges(filesDiff);
            if (diff.Changes.Count == 0 && filesDiff.Changes.Count == 0) page.Line("Nothing that would be promoted changes.");
        }
        if (report.Plan is { } plan) WritePlan(plan);
        if (report.FilePlan is { } filePlan) files.WritePlan(filePlan);
        // Last: where there is no room for all, no number of them may hide what would be promoted.
        foreach (var problem in report.Problems.Where(problem => problem.IsWarning)) WriteProblem(problem);
        page.End(Conclusion(report));
    }

    private void WriteProblem(PromotionProblem problem) => page.Item($"{(problem.IsWarning ? "warning" : "error")}: {page.Foreign(problem.At.ToString())}: {page.Foreign(problem.Message)}");

    private void WriteChange(ManifestChange change)
    {
        page.Heading($"Manifest {page.Foreign(change.Name)}{(change.Before is null ? ", new" : change.After is null ? ", taken out" : "")}");
        if (change.Before is null) page.Item($"takes images from {page.Foreign(change.After!.Source.Root.Name)}");
        if (change.IsSourceChanged) page.Item($"takes images from {page.Foreign(change.After!.Source.Root.Name)} instead of {page.Foreign(change.Before!.Source.Root.Name)}");
        foreach (var one in change.DestinationsAdded) page.Item($"adds the destination {page.Foreign(one.Name)}{(change.Before is null ? "" : " for all of its images")}");
        foreach (var one in change.DestinationsRemoved) page.Item($"takes out the destination {page.Foreign(one.Name)}");
        foreach (var one in change.ImagesAdded) page.Item($"adds the image {page.Foreign(one)}");
        foreach (var one in change.Added) page.Item($"adds {Text(one)}");
        foreach (var one in change.ImagesRemoved) page.Item($"takes out the image {page.Foreign(one)}");
        foreach (var one in change.Removed) page.Item($"takes out {Text(one)}");
    }

    private void WritePlan(PromotionPlan plan)
    {
        page.Heading("What the registries have");
        foreach (var edge in plan.Edges.Where(edge => edge.Action != EdgeAction.Present).OrderByDescending(edge => edge.Action)) page.Item(Text(edge));
        foreach (var failure in plan.Failures) page.Item($"could not be read: {page.Foreign(failure.Repository)}: {page.Foreign(failure.Message)}");
        var counts = plan.Edges.CountBy(edge => edge.Action).ToDictionary();
        page.Line($"{Of(EdgeAction.Copy)} to copy, {Of(EdgeAction.Present)} as they should be, {Of(EdgeAction.Lost)} lost, {Of(EdgeAction.TagMove)} refused, {ByteText.Count(plan.Failures.Count)} not read.");

        string Of(EdgeAction action) => ByteText.Count(counts.GetValueOrDefault(action));
    }

    private string Text(PlanEdge edge)
    {
        var target = $"{page.Foreign(edge.Target)}{(edge.Tag is null ? "" : $" as {page.Foreign(edge.Digest.ToString())}")}";
        return edge.Action switch
        {
            EdgeAction.Copy => $"copy: {target}",
            EdgeAction.Lost => $"lost: {target}: {(edge.Reason is { } reason ? page.Foreign(reason) : $"{page.Foreign(edge.From.Name)} has not got it")}",
            _ => $"refused: {target}: {(edge.Was is { } was ? $"the tag is {page.Foreign(was.ToString())} there, and tags never move" : page.Foreign(edge.Reason ?? "tags never move"))}",
        };
    }

    private string Text(DigestChange change)
    {
        var tags = string.Join(", ", change.Tags.Take(MaxTags).Select(page.Foreign)) + (change.Tags.Count > MaxTags ? $" and {ByteText.Count(change.Tags.Count - MaxTags)} more" : "");
        var word = change.Tags.Count == 1 ? "the tag" : "the tags";
        if (!change.IsWhole) return $"{word} {tags} of {page.Foreign($"{change.Image}@{change.Digest}")}";
        return $"{page.Foreign($"{change.Image}@{change.Digest}")} {(change.Tags.Count == 0 ? "without a tag" : $"with {word} {tags}")}";
    }

    private static string Conclusion(DiffReport report)
    {
        if (report.Head.HasErrors) return "The manifests have errors, and nothing of them would be promoted.";
        if (report.IsRefused) return "Refused: nothing would be promoted.";
        if (report.ExitCode != Cli.ExitCode.Done) return "Not all of it could be promoted.";
        return report is { Plan: null, FilePlan: null } ? $"Nothing is wrong with the manifests; no {(report.HasFilesOnly ? "store" : "registry")} was asked." : "It can be promoted.";
    }
}
