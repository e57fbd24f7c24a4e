using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Cli.Promoting;

/// <summary>Reads manifests, and says what is wrong with them.</summary>
internal static class ManifestInput
{
    /// <summary>What they say; null where anything is wrong with any of them, which has been said then.</summary>
    public static IReadOnlyList<PromotionManifest>? Read(string path, NameMap map, TimeProvider time, CancellationToken cancel)
    {
        var read = new PromotionReader(time).Read(path, map, cancel);
        foreach (var problem in read.Problems) Console.Error.WriteLine(ProblemText.Of(problem));
        return read.HasErrors ? null : read.Manifests;
    }

    /// <summary>The files that they are in.</summary>
    public static IEnumerable<string> FilesOf(IEnumerable<PromotionManifest> manifests) =>
        manifests.SelectMany(manifest => manifest.Images.Select(image => image.At).Prepend(manifest.Source.At)).Select(at => at.File).Distinct(StringComparer.Ordinal);
}
