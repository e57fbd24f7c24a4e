using System.Text.Json;
using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Cli.Promoting;

/// <summary>What <c>promote lint</c> found.</summary>
/// <param name="Path">What was looked at.</param>
/// <param name="Manifests">Those of images that can be read.</param>
/// <param name="Problems">In the order in which they are told.</param>
internal sealed record LintReport(string Path, IReadOnlyList<PromotionManifest> Manifests, IReadOnlyList<PromotionProblem> Problems)
{
    /// <summary>Those of files that can be read; none where only images were looked at.</summary>
    public IReadOnlyList<FileManifest> Files { get; init; } = [];

    /// <summary>How many are more than warnings.</summary>
    public int Errors { get; } = Problems.Count(problem => !problem.IsWarning);

    /// <summary>How many are warnings.</summary>
    public int Warnings => Problems.Count - Errors;

    private int FileCount => Files.Sum(manifest => manifest.Files.Count);

    private int Digests => Manifests.Sum(manifest => manifest.Images.Sum(image => image.Digests.Count));

    /// <summary>Each problem on a line of its own, and what was looked at.</summary>
    public void WriteText(TextWriter output, TextWriter error)
    {
        foreach (var problem in Problems) error.WriteLine(ProblemText.Of(problem));
        if (Errors > 0) error.WriteLine(TerminalText.Of($"{Path}: {ByteText.Count(Errors)} error(s), {ByteText.Count(Warnings)} warning(s)"));
        else output.WriteLine(TerminalText.Of($"{Path}: good, {string.Join(", ", Sums())}, {ByteText.Count(Warnings)} warning(s)"));
    }

    /// <summary><c>{"good", "errors", "warnings", "manifests", "images", "digests", "files", "problems": [...]}</c>.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("good", Errors == 0);
        json.WriteNumber("errors", Errors);
        json.WriteNumber("warnings", Warnings);
        json.WriteNumber("manifests", Manifests.Count);
        json.WriteNumber("images", Manifests.Sum(manifest => manifest.Images.Count));
        json.WriteNumber("digests", Digests);
        json.WriteNumber("files", FileCount);
        ProblemText.WriteJson(json, Problems);
        json.WriteEndObject();
    }

    private IEnumerable<string> Sums()
    {
        if (Manifests.Count > 0 || Files.Count == 0)
            yield return $"{ByteText.Count(Manifests.Count)} manifest(s), {ByteText.Count(Manifests.Sum(manifest => manifest.Images.Count))} image(s), {ByteText.Count(Digests)} digest(s)";
        if (Files.Count > 0) yield return $"{ByteText.Count(Files.Count)} manifest(s) of {ByteText.Count(FileCount)} file(s)";
    }
}
