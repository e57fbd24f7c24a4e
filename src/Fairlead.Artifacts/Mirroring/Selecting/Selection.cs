using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>What of a source is wanted.</summary>
public sealed record Selection
{
    /// <summary>Everything that may be distributed.</summary>
    public static Selection All { get; } = new();

    /// <summary>Which tags, where a repository is taken by its tags.</summary>
    public TagFilter Tags { get; init; } = TagFilter.All;

    /// <summary>Manifests without a tag, too, where the registry lists them (Google's do), and the filter lets all tags in.</summary>
    public bool Untagged { get; init; }

    /// <summary>
    /// Which platforms of an index; empty: all. A platform without a variant stands for all variants. What an index doesn't say the platform of is
    /// wanted; so are, with <see cref="Referrers"/>, the attestations that BuildKit puts into it as <c>unknown/unknown</c>. An image that is
    /// in no index is wanted whatever it runs on.
    /// </summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>
    /// Signatures, attestations and other referrers, too: those of the images that are wanted. Where no filter leaves tags out, those of images
    /// that no tag leads to as well.
    /// </summary>
    public bool Referrers { get; init; } = true;

    /// <summary>Layers with <c>urls</c> and non-distributable media types, too.</summary>
    public bool NonDistributable { get; init; }
}
