using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Reviewing;

/// <summary>The digests and tags that a manifest promotes, wherever in it they stand.</summary>
internal sealed class ManifestContent
{
    private readonly List<(string Image, Digest Digest)> _order = [];
    private readonly Dictionary<(string Image, Digest Digest), List<string>> _tags = [];

    private ManifestContent(IReadOnlyList<string> images) => Images = images;

    /// <summary>The images' names, each once, in the file's order.</summary>
    public IReadOnlyList<string> Images { get; }

    /// <summary>That of a manifest; nothing where there is none.</summary>
    public static ManifestContent Of(PromotionManifest? manifest)
    {
        var images = manifest?.Images ?? [];
        var content = new ManifestContent([.. images.Select(image => image.Name).Distinct(StringComparer.Ordinal)]);
        foreach (var image in images)
        {
            foreach (var digest in image.Digests)
            {
                var key = (image.Name, digest.Digest);
                if (!content._tags.TryGetValue(key, out var tags))
                {
                    content._tags.Add(key, tags = []);
                    content._order.Add(key);
                }
                tags.AddRange(digest.Tags.Select(tag => tag.Name).Except(tags).ToList());
            }
        }
        return content;
    }

    /// <summary>What of this another has not.</summary>
    public IReadOnlyList<DigestChange> Without(ManifestContent other)
    {
        var changes = new List<DigestChange>();
        foreach (var key in _order)
        {
            if (!other._tags.TryGetValue(key, out var known)) changes.Add(new DigestChange(key.Image, key.Digest, _tags[key], IsWhole: true));
            else if (_tags[key].Except(known).ToList() is { Count: > 0 } tags) changes.Add(new DigestChange(key.Image, key.Digest, tags, IsWhole: false));
        }
        return changes;
    }
}
