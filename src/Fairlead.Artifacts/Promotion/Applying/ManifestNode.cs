using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>What a promotion has to know of a manifest of the source. Its bytes are had from <see cref="SourceManifests"/> when they are put.</summary>
/// <param name="Digest">Its name.</param>
/// <param name="MediaType">What it is put as.</param>
/// <param name="Blobs">Config and layers that are copied, each once, with their sizes; -1 where it doesn't say. Those that may not be distributed are had from elsewhere.</param>
/// <param name="Children">The manifests of an index.</param>
internal sealed record ManifestNode(Digest Digest, string MediaType, IReadOnlyList<(Digest Digest, long Size)> Blobs, IReadOnlyList<Digest> Children)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none that can be used.</exception>
    public static ManifestNode Of(Digest digest, string mediaType, ReadOnlySpan<byte> content)
    {
        var manifest = Manifest.Parse(content, mediaType);
        var blobs = manifest.Layers.Where(layer => !layer.IsNonDistributable).ToList();
        if (manifest.Config is { } config) blobs.Insert(0, config);
        return new ManifestNode(
            digest,
            manifest.MediaType,
            [.. blobs.DistinctBy(blob => blob.Digest).Select(blob => (blob.Digest, blob.Size))],
            [.. manifest.Manifests.Select(child => child.Digest).Distinct()]);
    }
}
