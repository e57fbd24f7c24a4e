using Fairlead.Formats.Oci;

namespace Fairlead.Demo.Images;

/// <summary>One platform's image: its manifest, and what the manifest names.</summary>
public sealed record PlatformImage(Platform Platform, Blob Manifest, Blob Config, IReadOnlyList<Layer> Layers)
{
    /// <summary>An image of these layers, the lowest first.</summary>
    public static PlatformImage Of(Platform platform, IReadOnlyList<Layer> layers)
    {
        var config = Blob.Of(OciMediaType.Config, ImageJson.Config(platform, layers));
        var manifest = Blob.Of(OciMediaType.Manifest, ImageJson.Manifest(config, layers));
        return new PlatformImage(platform, manifest, config, layers);
    }
}
