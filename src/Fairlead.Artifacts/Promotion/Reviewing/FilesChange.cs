using Fairlead.Artifacts.Promotion.Files.Manifests;

namespace Fairlead.Artifacts.Promotion.Reviewing;

/// <summary>What changes in one manifest of files. What is taken out stays in the stores: promotion removes nothing.</summary>
/// <param name="Name">The manifest's name.</param>
/// <param name="Before">What it was; null: it is new.</param>
/// <param name="After">What it becomes; null: it is taken out.</param>
public sealed record FilesChange(string Name, FileManifest? Before, FileManifest? After)
{
    /// <summary>Destinations that come, and those that are written otherwise than before: another query may mean other credentials.</summary>
    public required IReadOnlyList<Filestore> DestinationsAdded { get; init; }

    /// <summary>Destinations that go, or are written otherwise.</summary>
    public required IReadOnlyList<Filestore> DestinationsRemoved { get; init; }

    /// <summary>Files whose names come.</summary>
    public required IReadOnlyList<PromotedFile> Added { get; init; }

    /// <summary>Files whose names go.</summary>
    public required IReadOnlyList<PromotedFile> Removed { get; init; }

    /// <summary>Files whose names stay, with another content.</summary>
    public required IReadOnlyList<ChangedFile> Changed { get; init; }

    /// <summary>Whether files come from elsewhere than before.</summary>
    public bool IsSourceChanged => Before is not null && After is not null && Before.Source.Url.Text != After.Source.Url.Text;

    /// <summary>Whether something is taken out.</summary>
    public bool TakesOut => After is null || Removed.Count > 0 || DestinationsRemoved.Count > 0;

    /// <summary>Whether nothing changes that would be done.</summary>
    public bool IsNone => Before is not null && !TakesOut && !IsSourceChanged && DestinationsAdded.Count == 0 && Added.Count == 0 && Changed.Count == 0;
}
