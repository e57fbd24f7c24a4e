using System.Text.Json;
using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Reviewing;

namespace Fairlead.Cli.Promoting;

/// <summary>What a pull request changes of files, as members of <see cref="DiffJson"/>'s object, which says what they are.</summary>
internal static class DiffFilesJson
{
    /// <summary>Writes <c>fileChanges</c> and <c>fileRewrites</c>; both are empty where manifests couldn't be read.</summary>
    public static void Write(Utf8JsonWriter json, FilesDiff? diff)
    {
        json.WriteStartArray("fileChanges");
        foreach (var change in diff?.Changes ?? []) WriteChange(json, change);
        json.WriteEndArray();
        json.WriteStartArray("fileRewrites");
        foreach (var one in diff?.Rewrites ?? [])
        {
            json.WriteStartObject();
            json.WriteString("file", one.File);
            json.WriteString("to", one.To.Text);
            json.WriteString("was", one.Was.Hex);
            json.WriteString("becomes", one.Becomes.Hex);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteChange(Utf8JsonWriter json, FilesChange change)
    {
        json.WriteStartObject();
        json.WriteString("name", change.Name);
        json.WriteString("state", change.Before is null ? "new" : change.After is null ? "removed" : "changed");
        json.WriteString("source", (change.After ?? change.Before)!.Source.Url.Text);
        if (change.IsSourceChanged) json.WriteString("sourceWas", change.Before!.Source.Url.Text);
        DiffJson.WriteTexts(json, "destinationsAdded", change.DestinationsAdded.Select(one => one.Url.Text));
        DiffJson.WriteTexts(json, "destinationsRemoved", change.DestinationsRemoved.Select(one => one.Url.Text));
        WriteFiles(json, "added", change.Added);
        WriteFiles(json, "removed", change.Removed);
        json.WriteStartArray("changed");
        foreach (var one in change.Changed)
        {
            json.WriteStartObject();
            json.WriteString("file", one.Name);
            json.WriteString("was", one.Was.Hex);
            json.WriteString("becomes", one.Becomes.Hex);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter json, string name, IReadOnlyList<PromotedFile> files)
    {
        json.WriteStartArray(name);
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("file", file.Name);
            json.WriteString("sha256", file.Digest.Hex);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
