namespace Fairlead.Formats.Oci;

/// <summary>Media types of what an image is made of (OCI image specification 1.1, media-types.md).</summary>
public static class OciMediaType
{
    /// <summary>A list of manifests, one a platform.</summary>
    public const string Index = "application/vnd.oci.image.index.v1+json";

    /// <summary>One platform's image: its config and its layers.</summary>
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>A list of blobs without a config: in the release candidates of 1.1 and dropped since, but some registries hold some.</summary>
    public const string ArtifactManifest = "application/vnd.oci.artifact.manifest.v1+json";

    /// <summary>What a runtime needs to know, and the layers' uncompressed digests.</summary>
    public const string Config = "application/vnd.oci.image.config.v1+json";

    /// <summary>A gzip'd tar of one layer's files.</summary>
    public const string Layer = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>What layers that a registry may not distribute begin with; the compression follows.</summary>
    public const string NonDistributableLayer = "application/vnd.oci.image.layer.nondistributable.v1.tar";

    /// <summary>The two bytes <c>{}</c>, which stand where an artifact has no config (manifest.md, "Guidance for an empty descriptor").</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";
}
