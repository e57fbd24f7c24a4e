using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>The kinds of manifests that can be read, as an <c>Accept</c> header.</summary>
internal static class ManifestAccept
{
    /// <summary>
    /// Schema 1 last: a registry that has both sends what stands first here, and docker's converts to schema 1 only for clients that
    /// name nothing newer.
    /// </summary>
    public const string All = OciMediaType.Index + ", " + OciMediaType.Manifest + ", " + DockerMediaType.ManifestList + ", " + DockerMediaType.Manifest
        + ", " + OciMediaType.ArtifactManifest + ";q=0.9, " + DockerMediaType.SignedSchema1 + ";q=0.5, " + DockerMediaType.Schema1 + ";q=0.5";
}
