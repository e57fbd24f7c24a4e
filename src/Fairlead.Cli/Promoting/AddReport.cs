using System.Globalization;
using System.Text.Json;
using Fairlead.Artifacts.Promotion.Editing;

namespace Fairlead.Cli.Promoting;

/// <summary>What <c>promote add</c> did, or would do.</summary>
internal sealed record AddReport(IReadOnlyList<AddOutcome> Outcomes, IReadOnlyList<ImagesDocument> Documents, bool IsDryRun)
{
    /// <summary>A line for each image; without writing, the lines that would change, too.</summary>
    public void WriteText(TextWriter output)
    {
        foreach (var outcome in Outcomes) output.WriteLine(TerminalText.Of($"{outcome.At}: {outcome.Addition.Image}@{outcome.Addition.Digest}{TagsOf(outcome.Addition)}: {Word(outcome.Kind)}"));
        if (!IsDryRun) return;
        foreach (var document in Documents.Where(document => document.IsChanged)) WriteChange(output, document);
    }

    /// <summary><c>{"good", "dryRun", "added": [{"image", "reference", "digest", "tags", "manifest", "file", "line", "column", "change"}]}</c>; <c>change</c> is one of <c>image|digest|tags|none</c>.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("good", true);
        json.WriteBoolean("dryRun", IsDryRun);
        json.WriteStartArray("added");
        foreach (var (request, addition, kind, at) in Outcomes)
        {
            json.WriteStartObject();
            json.WriteString("image", addition.Image);
            json.WriteString("reference", request.Reference.ToString());
            json.WriteString("digest", addition.Digest.ToString());
            json.WriteStartArray("tags");
            foreach (var tag in addition.Tags) json.WriteStringValue(tag);
            json.WriteEndArray();
            json.WriteString("manifest", request.Place.Manifest.Name);
            json.WriteString("file", at.File);
            json.WriteNumber("line", at.Line);
            json.WriteNumber("column", at.Column);
            json.WriteString("change", kind switch { AdditionKind.Image => "image", AdditionKind.Digest => "digest", AdditionKind.Tags => "tags", _ => "none" });
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string Word(AdditionKind kind) => kind switch
    {
        AdditionKind.Nothing => "is there already",
        AdditionKind.Tags => IsDryRun ? "would get the tags" : "got the tags",
        AdditionKind.Digest => IsDryRun ? "would be added" : "added",
        _ => IsDryRun ? "would be added, a new image" : "added, a new image",
    };

    private static string TagsOf(ImageAddition addition) => addition.Tags.Count == 0 ? "" : $" ({string.Join(", ", addition.Tags)})";

    /// <summary>Lines that are new, and those that become others. An addition takes no line out, so that what was there comes again in the same order.</summary>
    private static void WriteChange(TextWriter output, ImagesDocument document)
    {
        var (before, after) = (document.Before.Split('\n'), document.After.Split('\n'));
        var old = 0;
        for (var line = 0; line < after.Length; line++)
        {
            if (old < before.Length && before[old] == after[line])
            {
                old++;
                continue;
            }
            var isNew = old == before.Length || after.AsSpan(line).Contains(before[old]);
            if (!isNew) Write(old, '-', before[old++]);
            Write(line, '+', after[line]);
        }

        void Write(int line, char sign, string text) =>
            output.WriteLine(TerminalText.Of(string.Create(CultureInfo.InvariantCulture, $"{document.Path}:{line + 1}: {sign}{text.TrimEnd('\r')}")));
    }
}
