using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>What a walk keeps of a manifest, so that a second repository with the same one costs no second look.</summary>
/// <param name="Blobs">Config and layers that may be distributed.</param>
/// <param name="NonDistributable">The other layers.</param>
/// <param name="Children">Of an index.</param>
internal sealed record ManifestParts(WantedEntry[] Blobs, IReadOnlyList<Descriptor> NonDistributable, IReadOnlyList<ManifestChild> Children)
{
    /// <summary>The parts of a manifest, its blobs being noted in the table.</summary>
    public static ManifestParts Of(Manifest manifest, WantedTable wanted)
    {
        var blobs = new List<WantedEntry>(manifest.Layers.Count + 1);
        var nonDistributable = new List<Descriptor>();
        if (manifest.Config is { } config) blobs.Add(wanted.Note(config.Digest, config.Size));
        foreach (var layer in manifest.Layers)
        {
            if (layer.IsNonDistributable) nonDistributable.Add(layer);
            else blobs.Add(wanted.Note(layer.Digest, layer.Size));
        }
        return new ManifestParts(
            [.. blobs.Distinct()],
            nonDistributable.Count == 0 ? [] : nonDistributable,
            manifest.Manifests.Count == 0 ? [] : [.. manifest.Manifests.Select(child => new ManifestChild(child.Digest, child.Platform))]);
    }
}
