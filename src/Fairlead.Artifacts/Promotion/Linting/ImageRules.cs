using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Linting;

/// <summary>What is wrong with images, each by itself.</summary>
internal static class ImageRules
{
    /// <summary>Tags that people expect to move from image to image, as promoted ones never do.</summary>
    private static readonly HashSet<string> s_movingTags = new(["latest", "stable", "edge", "nightly", "main", "master"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds what there is.</summary>
    public static void Check(IReadOnlyList<PromotionManifest> manifests, IReadOnlyList<ImageGroup> groups, LintFindings findings)
    {
        foreach (var manifest in manifests.Where(manifest => manifest.Images.Count == 0))
            findings.Warn(manifest.Source.At, "the manifest lists no image, and promotes nothing");
        foreach (var group in groups)
        {
            foreach (var again in group.Places.Skip(1)) findings.Warn(again.At, $"the image {Quoted.Text(group.Name)} is listed at {group.Places[0].At} already: put its digests there");
            foreach (var image in group.Places) CheckImage(image, findings);
            CheckLength(group, findings);
        }
    }

    private static void CheckImage(ManifestImage image, LintFindings findings)
    {
        if (image.Digests.Count == 0) findings.Warn(image.At, $"the image {Quoted.Text(image.Name)} has no digest, and promotes nothing");
        foreach (var tag in image.Digests.SelectMany(digest => digest.Tags))
        {
            if (AttachedTag.TryParse(tag.Name, out var subject))
                findings.Warn(tag.At, $"{Quoted.Text(tag.Name)} is what signatures and the like of {subject} go by, which are promoted with it: remove the tag");
            else if (s_movingTags.Contains(tag.Name))
                findings.Warn(tag.At, $"a promoted tag never moves: {Quoted.Text(tag.Name)} will be this digest for good");
        }
    }

    /// <summary>No registry could hold a repository of such a name, and each would be a failure of its own when it is too late.</summary>
    private static void CheckLength(ImageGroup group, LintFindings findings)
    {
        foreach (var registry in group.Manifest.Destinations.Prepend(group.Manifest.Source))
        {
            if (registry.Root.RepositoryOf(group.Name).Length <= RepositoryName.MaxLength) continue;
            findings.Fail(group.Places[0].At, $"with the path of {Quoted.Text(registry.Root.Name)} the repository has more than {RepositoryName.MaxLength} characters: no registry takes it");
            return;
        }
    }
}
