namespace Fairlead.Demo.Images;

/// <summary>The media types that an image is made of (OCI image specification 1.1, media-types.md).</summary>
public static class OciMediaType
{
    /// <summary>A list of manifests, one a platform.</summary>
    public const string Index = "application/vnd.oci.image.index.v1+json";

    /// <summary>One platform's image: its config and its layers.</summary>
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>What a runtime needs to know, and the layers' uncompressed digests.</summary>
    public const string Config = "application/vnd.oci.image.config.v1+json";

    /// <summary>A gzip'd tar of one layer's files.</summary>
    public const string Layer = "application/vnd.oci.image.layer.v1.tar+gzip";
}
