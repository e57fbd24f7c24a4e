using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Promotion.Linting;

/// <summary>All manifests of a folder, those of images and those of files, and what is wrong with them.</summary>
/// <param name="Images">What manifests of images say.</param>
/// <param name="Files">What manifests of files say.</param>
/// <param name="Problems">What is wrong with each of them and with all together, in the order of files, lines and columns.</param>
public sealed record LintSubject(PromotionManifests Images, FileManifests Files, IReadOnlyList<PromotionProblem> Problems)
{
    private const string Stores = "filestores";

    /// <summary>Reads a folder, with <c>manifests/</c> and <c>images/</c> or <c>filestores/</c> or both, or one file of either kind.</summary>
    /// <param name="path">The folder, or the file.</param>
    /// <param name="map">What takes the place of the manifests' names; where there are both kinds, names of stores are for files alone and others for images.</param>
    /// <param name="time">For bounds of time.</param>
    /// <param name="cancel">Ends it.</param>
    public static LintSubject Read(string path, NameMap map, TimeProvider time, CancellationToken cancel)
    {
        var hasFiles = Directory.Exists(path) ? Directory.Exists(Path.Combine(path, Stores)) : IsOfFiles(path);
        var hasImages = Directory.Exists(path) ? !hasFiles || Directory.Exists(Path.Combine(path, "images")) : !hasFiles;
        var (ofImages, ofFiles) = hasImages && hasFiles ? (PartOf(map, areStores: false), PartOf(map, areStores: true)) : (map, map);
        var images = hasImages ? new PromotionReader(time).Read(path, ofImages, cancel) : new PromotionManifests([], []);
        var files = hasFiles ? new FileManifestReader(time).Read(path, ofFiles, cancel) : new FileManifests([], []);
        var problems = ManifestLint.Check(images).Concat(files.Problems);
        // Each reader wonders about the folders of the other.
        if (hasImages && hasFiles) problems = problems.Where(problem => !(problem.IsWarning && problem.At.Line == 0 && IsOfBoth(path, problem.At.File)));
        return new LintSubject(images, files,
            [.. problems.OrderBy(problem => problem.At.File, StringComparer.Ordinal).ThenBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column)]);
    }

    // Neither reader finds a name of the other's, and would take it for a slip of the finger.
    private static NameMap PartOf(NameMap map, bool areStores) =>
        NameMap.TryCreate([.. map.Mappings.Where(mapping => StoreUrl.LooksLikeOne(mapping.From) == areStores)], out var part, out _) ? part : NameMap.Empty;

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
