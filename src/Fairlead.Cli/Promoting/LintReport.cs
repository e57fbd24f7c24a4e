using System.Text.Json;
using Fairlead.Artifacts.Promotion.Linting;
using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Cli.Promoting;

/// <summary>What <c>promote lint</c> found.</summary>
/// <param name="Path">What was looked at.</param>
/// <param name="Subject">What could be read.</param>
/// <param name="Problems">In the order in which they are told.</param>
internal sealed record LintReport(string Path, LintSubject Subject, IReadOnlyList<PromotionProblem> Problems)
{
    /// <summary>How many are more than warnings.</summary>
    public int Errors { get; } = Problems.Count(problem => !problem.IsWarning);

    /// <summary>How many are warnings.</summary>
    public int Warnings => Problems.Count - Errors;

    private int Manifests => Subject.Images.Manifests.Count + Subject.Files.Manifests.Count;

    private int Images => Subject.Images.Manifests.Sum(manifest => manifest.Images.Count);

    private int Files => Subject.Files.Manifests.Sum(manifest => manifest.Files.Count);

    private int Digests => Subject.Images.Manifests.Sum(manifest => manifest.Images.Sum(image => image.Digests.Count));

    /// <summary>Each problem on a line of its own, and what was looked at.</summary>
    public void WriteText(TextWriter output, TextWriter error)
    {
        foreach (var problem in Problems) error.WriteLine(ProblemText.Of(problem));
        var warnings = ByteText.Count(Warnings, "warning", "warnings");
        if (Errors > 0) error.WriteLine(TerminalText.Of($"{Path}: {ByteText.Count(Errors, "error", "errors")}, {warnings}"));
        else output.WriteLine(TerminalText.Of($"{Path}: good, {string.Join(", ", Read())}, {warnings}"));
    }

    private IEnumerable<string> Read()
    {
        yield return ByteText.Count(Manifests, "manifest", "manifests");
        if (Subject.Images.Manifests.Count > 0 || Subject.Files.Manifests.Count == 0) yield return $"{ByteText.Count(Images, "image", "images")}, {ByteText.Count(Digests, "digest", "digests")}";
        if (Subject.Files.Manifests.Count > 0) yield return ByteText.Count(Files, "file", "files");
    }

    /// <summary><c>{"good", "errors", "warnings", "manifests", "images", "digests", "files", "problems": [...]}</c>.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("good", Errors == 0);
        json.WriteNumber("errors", Errors);
        json.WriteNumber("warnings", Warnings);
        json.WriteNumber("manifests", Manifests);
        json.WriteNumber("images", Images);
        json.WriteNumber("digests", Digests);
        json.WriteNumber("files", Files);
        ProblemText.WriteJson(json, Problems);
        json.WriteEndObject();
    }
}
