using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Probing;

/// <summary>A blob that is pulled as a client would.</summary>
/// <param name="Repository">The repository in whose name it is asked for; valid.</param>
/// <param name="Digest">Which.</param>
/// <param name="Size">Its bytes, as the manifest says; no more of any answer is read.</param>
public sealed record ProbedBlob(string Repository, Digest Digest, long Size)
{
    /// <summary>Its path (OCI distribution specification 1.1, "Pulling blobs").</summary>
    public string Path => $"/v2/{Repository}/blobs/{Digest}";

    internal PullQuestion Question(HttpMethod method) => new(Repository, Path, method);
}
