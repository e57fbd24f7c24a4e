using Fairlead.Formats.Oci;

namespace Fairlead.Demo.Images;

/// <summary>A whole image for one or more platforms, ready to be put into a registry and its mirrors. Immutable.</summary>
public sealed class Image
{
    internal Image(IReadOnlyList<PlatformImage> platforms)
    {
        Platforms = platforms;
        Index = Blob.Of(OciMediaType.Index, ImageJson.Index(platforms));
        Manifests = ByDigest([.. platforms.Select(platform => platform.Manifest), Index]);
        Blobs = ByDigest(platforms.SelectMany(platform => platform.Layers.Select(layer => layer.Blob).Prepend(platform.Config)));
    }

    /// <summary>What a tag of this image names.</summary>
    public Blob Index { get; }

    /// <summary>The images in the index, in its order.</summary>
    public IReadOnlyList<PlatformImage> Platforms { get; }

    /// <summary>Every manifest, the index among them.</summary>
    public IReadOnlyDictionary<Digest, Blob> Manifests { get; }

    /// <summary>Every config and layer: what a mirror can hold. A layer that platforms share is there once.</summary>
    public IReadOnlyDictionary<Digest, Blob> Blobs { get; }

    /// <summary>This platform's image.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public PlatformImage For(Platform platform) =>
        Platforms.FirstOrDefault(image => image.Platform == platform) ?? throw new ArgumentException($"no image for {platform}", nameof(platform));

    private static Dictionary<Digest, Blob> ByDigest(IEnumerable<Blob> blobs)
    {
        var byDigest = new Dictionary<Digest, Blob>();
        foreach (var blob in blobs) byDigest.TryAdd(blob.Digest, blob);
        return byDigest;
    }
}
