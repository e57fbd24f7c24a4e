namespace Fairlead.Formats.Oci;

/// <summary>What a manifest is built like.</summary>
public enum ManifestKind
{
    /// <summary>A config and layers: OCI's image manifest, Docker's schema 2. Artifacts are such, too.</summary>
    Image,

    /// <summary>Other manifests: OCI's image index, Docker's manifest list.</summary>
    Index,

    /// <summary>Docker's schema 1: layers alone, without sizes.</summary>
    Schema1,

    /// <summary>OCI's artifact manifest, dropped before 1.1: blobs without a config.</summary>
    Artifact,
}
