using Fairlead.Policy.Requests;
using Fairlead.Redirector.Presence;

namespace Fairlead.Redirector.Deciding;

/// <summary>What a provider runs for its own clients, in operation.</summary>
/// <param name="Registry">Its registry, or null.</param>
/// <param name="Artifacts">Its host of release files, or null.</param>
/// <param name="TrustTags">Whether the registry is asked for what has no digest, too.</param>
internal sealed record ProviderTarget(ProviderSite? Registry, ProviderSite? Artifacts, bool TrustTags)
{
    /// <summary>Whether the registry is asked for this at all.</summary>
    /// <param name="kind">What is asked for.</param>
    /// <param name="isOurs">Whether under a name of the policy's own upstream: under another, the same tag may be something else.</param>
    public bool Takes(PathKind kind, bool isOurs) => Registry is not null && kind switch
    {
        PathKind.Blob or PathKind.ManifestByDigest => true,
        PathKind.Signature or PathKind.Registry => TrustTags && isOurs,
        _ => false,
    };
}
