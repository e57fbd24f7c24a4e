using Fairlead.Artifacts.Registries.Wire;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>The paths of the specification's endpoints. Nothing comes into one that has not been checked.</summary>
internal static class RegistryPaths
{
    public const string Base = "/v2/";

    // What registries with a limit of their own allow at the most (docker's refuses more, Amazon's too).
    public const string Catalog = "/v2/_catalog?n=1000";

    public static string Manifest(string host, string repository, string reference)
    {
        if (!Digest.TryParse(reference, out _) && !TagName.IsValid(reference))
            throw new RegistryException($"{host}: '{PlainText.Of(reference)}' is neither a tag nor a sha256 digest");
        return $"{Of(host, repository)}/manifests/{reference}";
    }

    public static string Blob(string host, string repository, Digest digest) => $"{Of(host, repository)}/blobs/{digest}";

    public static string Tags(string host, string repository) => $"{Of(host, repository)}/tags/list";

    public static string Referrers(string host, string repository, Digest digest) => $"{Of(host, repository)}/referrers/{digest}";

    public static string Uploads(string host, string repository) => $"{Of(host, repository)}/blobs/uploads/";

    private static string Of(string host, string repository) => RepositoryName.IsValid(repository)
        ? $"/v2/{repository}"
        : throw new RegistryException($"{host}: '{PlainText.Of(repository)}' is not a repository's name");
}
