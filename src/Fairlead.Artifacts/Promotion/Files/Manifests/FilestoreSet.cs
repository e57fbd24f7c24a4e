namespace Fairlead.Artifacts.Promotion.Files.Manifests;

/// <summary>Where a manifest's files come from, and where they go to.</summary>
internal sealed record FilestoreSet(Filestore Source, IReadOnlyList<Filestore> Destinations)
{
    /// <summary>All of them.</summary>
    public IEnumerable<Filestore> All => Destinations.Prepend(Source);
}
