using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Linting;

/// <summary>All manifests of a folder, those of images and those of files, and what is wrong with them.</summary>
/// <param name="Images">Manifests of images that can be read.</param>
/// <param name="Files">Manifests of files that can be read.</param>
/// <param name="Problems">In the order of files, lines and columns.</param>
public sealed record LintSubject(IReadOnlyList<PromotionManifest> Images, IReadOnlyList<FileManifest> Files, IReadOnlyList<PromotionProblem> Problems)
{
    private const string Stores = "filestores";

    /// <summary>Reads a folder, with <c>manifests/</c> and <c>images/</c> or <c>filestores/</c> or both, or one file of either kind.</summary>
    public static LintSubject Read(string path, TimeProvider time, CancellationToken cancel)
    {
        var hasFiles = Directory.Exists(path) ? Directory.Exists(Path.Combine(path, Stores)) : IsOfFiles(path);
        var hasImages = Directory.Exists(path) ? !hasFiles || Directory.Exists(Path.Combine(path, "images")) : !hasFiles;
        var images = hasImages ? new PromotionReader(time).Read(path, cancel) : new PromotionManifests([], []);
        var files = hasFiles ? new FileManifestReader(time).Read(path, NameMap.Empty, cancel) : new FileManifests([], []);
        var problems = ManifestLint.Check(images).Concat(files.Problems);
        // Each reader wonders about the folders of the other.
        if (hasImages && hasFiles) problems = problems.Where(problem => !(problem.IsWarning && problem.At.Line == 0 && IsOfBoth(path, problem.At.File)));
        return new LintSubject(images.Manifests, files.Manifests,
            [.. problems.OrderBy(problem => problem.At.File, StringComparer.Ordinal).ThenBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column)]);
    }

    private static bool IsOfBoth(string root, string folder)
    {
        var name = Path.GetFileName(folder);
        return folder == Path.Combine(root, "manifests", name) && (Directory.Exists(Path.Combine(root, Stores, name)) || File.Exists(Path.Combine(folder, "promoter-manifest.yaml")));
    }

    private static bool IsOfFiles(string path)
    {
        var file = new FileInfo(path);
        return file is { Exists: true, LinkTarget: null, Length: <= ManifestFile.MaxBytes } && File.ReadLines(path).Any(line => line.StartsWith(Stores + ":", StringComparison.Ordinal));
    }
}
