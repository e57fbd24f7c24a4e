using Fairlead.Policy.Requests;
using Fairlead.Redirector.Presence;

namespace Fairlead.Redirector.Deciding;

/// <summary>An upstream in operation: its registries in order, and the one that holds signatures.</summary>
internal sealed record UpstreamTarget(RegistrySite[] Registries, string RepositoryPrefix, RegistrySite? Signatures)
{
    /// <summary>The first registry that answers; when none does, the first.</summary>
    public RegistrySite FirstHealthy
    {
        get
        {
            foreach (var registry in Registries)
                if (registry.Health.IsOpen) return registry;
            return Registries[0];
        }
    }

    /// <summary>Where a request goes there.</summary>
    public string UrlOf(RegistrySite registry, in RegistryPath path) => UpstreamUrl.For(registry.BaseUrl, RepositoryPrefix, path);
}
