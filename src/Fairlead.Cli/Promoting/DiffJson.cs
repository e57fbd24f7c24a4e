using System.Text.Json;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Promotion.Reviewing;

namespace Fairlead.Cli.Promoting;

/// <summary>
/// What a pull request would promote, for machines.
/// <code>
/// base, head    full ids of the commits; good: whether all of it can be promoted
/// problems      severity, file, line, column, message: of the head
/// changes       name; state (new, changed, removed); source; sourceWas, where it is another; destinationsAdded, destinationsRemoved, imagesAdded,
///               imagesRemoved; added, removed: image, digest, tags, whole (whether the digest itself comes or goes)
/// tagMoves      repository, tag, was, becomes
/// plan          what comes, as 'promote plan' has it; null where no registry was asked
/// fileChanges   of manifests of files: name; state; source; sourceWas, where it is another; destinationsAdded, destinationsRemoved; added, removed: file,
///               sha256; changed: file, was, becomes
/// fileRewrites  file, to, was, becomes: what a destination has, and is refused
/// filePlan      what comes of files, as 'promote files' has it; null where no store was asked
/// </code>
/// </summary>
internal static class DiffJson
{
    public static async Task WriteAsync(DiffReport report, CancellationToken cancel)
    {
        using var plan = new MemoryStream();
        if (report.Plan is not null) await PlanFile.WriteAsync(report.Plan, plan, cancel).ConfigureAwait(false);
        using var filePlan = new MemoryStream();
        if (report.FilePlan is not null) await FilePlanFile.WriteAsync(report.FilePlan, filePlan, cancel).ConfigureAwait(false);
        JsonOutput.Write(json => Write(json, report, plan, filePlan));
    }

    private static void Write(Utf8JsonWriter json, DiffReport report, MemoryStream plan, MemoryStream filePlan)
    {
        json.WriteStartObject();
        json.WriteString("base", report.Base.Commit);
        json.WriteString("head", report.Head.Commit);
        json.WriteBoolean("good", report.ExitCode == ExitCode.Done);
        ProblemText.WriteJson(json, report.Problems);
        json.WriteStartArray("changes");
        foreach (var change in report.Diff?.Changes ?? []) WriteChange(json, change);
        json.WriteEndArray();
        json.WriteStartArray("tagMoves");
        foreach (var move in report.Diff?.TagMoves ?? [])
        {
            json.WriteStartObject();
            json.WriteString("repository", move.Repository);
            json.WriteString("tag", move.Tag);
            json.WriteString("was", move.Was.ToString());
            json.WriteString("becomes", move.Becomes.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WritePlan(json, "plan", plan);
        DiffFilesJson.Write(json, report.Files);
        WritePlan(json, "filePlan", filePlan);
        json.WriteEndObject();
    }

    private static void WritePlan(Utf8JsonWriter json, string name, MemoryStream plan)
    {
        json.WritePropertyName(name);
        if (plan.Length == 0) json.WriteNullValue();
        else json.WriteRawValue(plan.GetBuffer().AsSpan(0, (int)plan.Length));
    }

    private static void WriteChange(Utf8JsonWriter json, ManifestChange change)
    {
        json.WriteStartObject();
        json.WriteString("name", change.Name);
        json.WriteString("state", change.Before is null ? "new" : change.After is null ? "removed" : "changed");
        json.WriteString("source", (change.After ?? change.Before)!.Source.Root.Name);
        if (change.IsSourceChanged) json.WriteString("sourceWas", change.Before!.Source.Root.Name);
        WriteTexts(json, "destinationsAdded", change.DestinationsAdded.Select(NameOf));
        WriteTexts(json, "destinationsRemoved", change.DestinationsRemoved.Select(NameOf));
        WriteTexts(json, "imagesAdded", change.ImagesAdded);
        WriteTexts(json, "imagesRemoved", change.ImagesRemoved);
        WriteDigests(json, "added", change.Added);
        WriteDigests(json, "removed", change.Removed);
        json.WriteEndObject();
    }

    private static string NameOf(RegistryRoot root) => root.Name;

    private static void WriteDigests(Utf8JsonWriter json, string name, IReadOnlyList<DigestChange> changes)
    {
        json.WriteStartArray(name);
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("image", change.Image);
            json.WriteString("digest", change.Digest.ToString());
            WriteTexts(json, "tags", change.Tags);
            json.WriteBoolean("whole", change.IsWhole);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>A list of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
