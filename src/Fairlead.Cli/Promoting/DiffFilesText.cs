using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Promotion.Reviewing;

namespace Fairlead.Cli.Promoting;

/// <summary>What a pull request would promote of files, for people.</summary>
internal sealed class DiffFilesText(DiffPage page)
{
    /// <summary>Writes what is refused, whatever stores have.</summary>
    public void WriteRefused(FilesDiff diff)
    {
        foreach (var one in diff.Rewrites)
            page.Item($"refused: {page.Foreign(one.File)} in {page.Foreign(one.To.Text)} would change from {page.Foreign(one.Was.Hex)} to {page.Foreign(one.Becomes.Hex)}, and no other file is overwritten without --overwrite");
    }

    /// <summary>Writes what changes.</summary>
    public void WriteChanges(FilesDiff diff)
    {
        foreach (var change in diff.Changes) WriteChange(change);
        if (diff.Changes.Any(change => change.TakesOut)) page.Line("What is taken out stays in the stores: promotion removes nothing.");
    }

    /// <summary>Writes what would be done for what comes.</summary>
    public void WritePlan(FilePlan plan)
    {
        page.Heading("What the stores have");
        foreach (var edge in plan.Edges.Where(edge => edge.Action != FileAction.Present).OrderBy(edge => FilesText.RankOf(edge.Action))) page.Item(Text(edge));
        foreach (var failure in plan.Failures) page.Item($"could not be read: {page.Foreign(failure.Store)}: {page.Foreign(failure.Message)}");
        var counts = plan.Edges.CountBy(edge => edge.Action).ToDictionary();
        page.Line($"{Of(FileAction.Copy)} to copy, {Of(FileAction.Present)} as they should be, {Of(FileAction.Lost)} lost, {Of(FileAction.Differs)} refused, {ByteText.Count(plan.Failures.Sum(failure => failure.Edges))} not known.");

        string Of(FileAction action) => ByteText.Count(counts.GetValueOrDefault(action));
    }

    private void WriteChange(FilesChange change)
    {
        page.Heading($"Manifest of files {page.Foreign(change.Name)}{(change.Before is null ? ", new" : change.After is null ? ", taken out" : "")}");
        if (change.Before is null) page.Item($"takes files from {page.Foreign(change.After!.Source.Url.Text)}");
        if (change.IsSourceChanged) page.Item($"takes files from {page.Foreign(change.After!.Source.Url.Text)} instead of {page.Foreign(change.Before!.Source.Url.Text)}");
        foreach (var one in change.DestinationsAdded) page.Item($"adds the destination {page.Foreign(one.Url.Text)}{(change.Before is null ? "" : " for all of its files")}");
        foreach (var one in change.DestinationsRemoved) page.Item($"takes out the destination {page.Foreign(one.Url.Text)}");
        foreach (var one in change.Added) page.Item($"adds {page.Foreign(one.Name)} with the SHA-256 {page.Foreign(one.Digest.Hex)}");
        foreach (var one in change.Changed) page.Item($"changes {page.Foreign(one.Name)} from {page.Foreign(one.Was.Hex)} to {page.Foreign(one.Becomes.Hex)}");
        foreach (var one in change.Removed) page.Item($"takes out {page.Foreign(one.Name)} with the SHA-256 {page.Foreign(one.Digest.Hex)}");
    }

    private string Text(FileEdge edge)
    {
        var note = FilesText.Note(edge, isFull: true);
        var word = edge.Action == FileAction.Differs ? "refused" : FilePlanFile.Word(edge.Action);
        return $"{word}: {page.Foreign(edge.File)} in {page.Foreign(edge.To.Text)}{(note.Length > 0 ? $": {page.Foreign(note)}" : $" as {page.Foreign(edge.Digest.Hex)}")}";
    }
}
