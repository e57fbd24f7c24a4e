using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>What of a source is wanted.</summary>
public sealed record Selection
{
    /// <summary>Everything that may be distributed.</summary>
    public static Selection All { get; } = new();

    /// <summary>Which tags, where a repository is taken by its tags.</summary>
    public TagFilter Tags { get; init; } = TagFilter.All;

    /// <summary>Which platforms of an index; empty: all. A platform without a variant stands for all variants.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>Signatures, attestations and other referrers, too.</summary>
    public bool Referrers { get; init; } = true;

    /// <summary>Layers with <c>urls</c> and non-distributable media types, too.</summary>
    public bool NonDistributable { get; init; }
}
