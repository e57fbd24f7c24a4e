using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Reviewing;

/// <summary>What changes in one manifest. What is taken out stays in the registries: promotion removes nothing.</summary>
/// <param name="Name">The manifest's name.</param>
/// <param name="Before">What it was; null: it is new.</param>
/// <param name="After">What it becomes; null: it is taken out.</param>
public sealed record ManifestChange(string Name, PromotionManifest? Before, PromotionManifest? After)
{
    /// <summary>Destinations that come.</summary>
    public required IReadOnlyList<RegistryRoot> DestinationsAdded { get; init; }

    /// <summary>Destinations that go.</summary>
    public required IReadOnlyList<RegistryRoot> DestinationsRemoved { get; init; }

    /// <summary>Images that come, by their names; their digests are told, too.</summary>
    public required IReadOnlyList<string> ImagesAdded { get; init; }

    /// <summary>Images that go.</summary>
    public required IReadOnlyList<string> ImagesRemoved { get; init; }

    /// <summary>Digests that come, with all their tags, and those that are there and get tags, with these alone.</summary>
    public required IReadOnlyList<DigestChange> Added { get; init; }

    /// <summary>Digests that go, with all their tags, and those that stay and lose tags, with these alone.</summary>
    public required IReadOnlyList<DigestChange> Removed { get; init; }

    /// <summary>Whether images come from elsewhere than before.</summary>
    public bool IsSourceChanged => Before is not null && After is not null && Before.Source.Root != After.Source.Root;

    /// <summary>Whether nothing changes that would be done.</summary>
    public bool IsNone => Before is not null && After is not null && !IsSourceChanged && Added.Count == 0 && Removed.Count == 0
        && DestinationsAdded.Count == 0 && DestinationsRemoved.Count == 0 && ImagesAdded.Count == 0 && ImagesRemoved.Count == 0;
}
