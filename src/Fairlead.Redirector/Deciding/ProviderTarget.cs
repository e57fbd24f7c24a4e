using Fairlead.Redirector.Presence;

namespace Fairlead.Redirector.Deciding;

/// <summary>What a provider runs for its own clients, in operation.</summary>
/// <param name="Registry">Its registry, or null.</param>
/// <param name="Artifacts">Its host of release files, or null.</param>
internal sealed record ProviderTarget(ProviderSite? Registry, ProviderSite? Artifacts);
