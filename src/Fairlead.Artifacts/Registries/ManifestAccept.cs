namespace Fairlead.Artifacts.Registries;

/// <summary>The kinds of manifests that can be read, as an <c>Accept</c> header.</summary>
internal static class ManifestAccept
{
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string DockerList = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string SignedSchema1 = "application/vnd.docker.distribution.manifest.v1+prettyjws";
    public const string Schema1 = "application/vnd.docker.distribution.manifest.v1+json";

    /// <summary>
    /// Schema 1 last: a registry that has both sends what stands first here, and docker's converts to schema 1 only for clients that
    /// name nothing newer.
    /// </summary>
    public const string All = OciIndex
        + ", application/vnd.oci.image.manifest.v1+json"
        + ", " + DockerList
        + ", application/vnd.docker.distribution.manifest.v2+json"
        + ", " + SignedSchema1 + ";q=0.5, " + Schema1 + ";q=0.5";
}
