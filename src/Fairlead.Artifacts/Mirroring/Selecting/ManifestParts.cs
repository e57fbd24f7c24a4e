using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>What a walk keeps of a manifest, so that a second repository with the same one costs no second look.</summary>
/// <param name="Blobs">Config and layers that may be distributed.</param>
/// <param name="NonDistributable">The other layers, with their sizes; nothing else of them, since their URLs may be as long as a manifest.</param>
/// <param name="Children">Of an index.</param>
internal sealed record ManifestParts(WantedEntry[] Blobs, IReadOnlyList<(Digest Digest, long Size)> NonDistributable, IReadOnlyList<ManifestChild> Children)
{
    /// <summary>What it takes of memory, about.</summary>
    public long Bytes => 256 + (8L * Blobs.Length) + (40L * NonDistributable.Count) + Children.Sum(child => 40L + TextBytes(child.Platform));

    /// <summary>The parts of a manifest, its blobs being noted in the table.</summary>
    public static ManifestParts Of(Manifest manifest, WantedTable wanted)
    {
        var blobs = new List<WantedEntry>(manifest.Layers.Count + 1);
        var nonDistributable = new List<(Digest, long)>();
        if (manifest.Config is { } config) blobs.Add(wanted.Note(config.Digest, config.Size));
        foreach (var layer in manifest.Layers)
        {
            if (layer.IsNonDistributable) nonDistributable.Add((layer.Digest, layer.Size));
            else blobs.Add(wanted.Note(layer.Digest, layer.Size));
        }
        return new ManifestParts(
            [.. blobs.Distinct()],
            nonDistributable.Count == 0 ? [] : nonDistributable,
            manifest.Manifests.Count == 0 ? [] : [.. manifest.Manifests.Select(child => new ManifestChild(child.Digest, child.Platform))]);
    }

    private static long TextBytes(Platform? platform) =>
        platform is null ? 0 : 100 + (2L * (platform.Os.Length + platform.Architecture.Length + (platform.Variant?.Length ?? 0)));
}
