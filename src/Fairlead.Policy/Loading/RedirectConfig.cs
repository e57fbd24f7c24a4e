namespace Fairlead.Policy.Loading;

/// <summary>A registry and a host of files that a provider runs for its own clients: <c>redirectsTo</c> of a provider file, allowed by the policy.</summary>
/// <param name="Registry">Base URL (<c>https://host[:port]</c>, no slash at the end); null: none.</param>
/// <param name="Artifacts">Base URL without a slash at the end, for release files; null: none.</param>
/// <param name="TrustTags">Whether the registry is asked for what has no digest, too.</param>
public sealed record RedirectConfig(string? Registry, string? Artifacts, bool TrustTags);
