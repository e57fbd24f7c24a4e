namespace Fairlead.Formats.Oci;

/// <summary>Media types of Docker's own image manifests: version 2, schemas 2 and 1 (distribution/distribution, docs/content/spec).</summary>
public static class DockerMediaType
{
    /// <summary>A list of manifests, one a platform.</summary>
    public const string ManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>One platform's image: its config and its layers.</summary>
    public const string Manifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>Schema 1, as it was before 2016: layers alone, without their sizes.</summary>
    public const string Schema1 = "application/vnd.docker.distribution.manifest.v1+json";

    /// <summary>Schema 1 with a signature inside.</summary>
    public const string SignedSchema1 = "application/vnd.docker.distribution.manifest.v1+prettyjws";

    /// <summary>What a runtime needs to know.</summary>
    public const string Config = "application/vnd.docker.container.image.v1+json";

    /// <summary>A gzip'd tar of one layer's files.</summary>
    public const string Layer = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /// <summary>What layers that a registry may not distribute begin with; the compression follows.</summary>
    public const string ForeignLayer = "application/vnd.docker.image.rootfs.foreign.diff.tar";
}
