using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Requests;

/// <summary>The part of the request rules that needs nobody's answer: for whoever serves, and for whoever replays what was served.</summary>
public static class Courses
{
    /// <summary>Where what is asked for leads.</summary>
    /// <param name="kind">What is asked for.</param>
    /// <param name="hasSignatures">Whether the upstream has <see cref="SignaturesApart"/>.</param>
    public static Course CourseOf(this PathKind kind, bool hasSignatures) => kind switch
    {
        PathKind.Blob => Course.Mirrors,
        PathKind.ManifestByDigest when hasSignatures => Course.UpstreamIfHeld,
        PathKind.Signature when hasSignatures => Course.Signatures,
        PathKind.ManifestByDigest or PathKind.Signature or PathKind.Registry => Course.Upstream,
        PathKind.Other => Course.Artifacts,
        _ => Course.Own,
    };

    /// <summary>Base URL of another registry that holds the signatures; null where the only registry does itself: then there is nothing to choose and nobody to ask.</summary>
    public static string? SignaturesApart(this UpstreamConfig upstream) =>
        upstream.Registries.All(registry => registry == upstream.Signatures) ? null : upstream.Signatures;

    /// <summary>Whether the registry that the client's provider runs is asked before all else: rule 10.</summary>
    /// <param name="redirects">What the provider runs.</param>
    /// <param name="kind">What is asked for.</param>
    /// <param name="isOurs">Whether under a name of the policy's own upstream: under another, the same tag may be something else.</param>
    public static bool Takes(this RedirectConfig redirects, PathKind kind, bool isOurs) => redirects.Registry is not null && kind switch
    {
        PathKind.Blob or PathKind.ManifestByDigest => true,
        PathKind.Signature or PathKind.Registry => redirects.TrustTags && isOurs,
        _ => false,
    };

    /// <summary>Whether it is asked whether this server answers: rule 2. No entry of <c>artifacts</c> gets this one path.</summary>
    public static bool IsHealth(this PolicyConfig policy, in RegistryPath path) => policy.HealthPath is { } health && path.Path.Equals(health, StringComparison.Ordinal);

    /// <summary>The first of a place's entries of <c>artifacts</c> that the path is below, and whose headers the request has: rule 13. Null: none.</summary>
    public static ArtifactConfig? ArtifactOf(this Place place, in RegistryPath path, IRequestHeaders headers)
    {
        foreach (var artifact in place.Artifacts)
            if (path.Path.StartsWith(artifact.Path, StringComparison.Ordinal) && artifact.Headers.AreMetBy(headers)) return artifact;
        return null;
    }
}
