using Fairlead.Policy.Requests;
using Fairlead.Redirector.Presence;

namespace Fairlead.Redirector.Deciding;

/// <summary>An upstream in operation.</summary>
/// <param name="Registries">In order: the first that is healthy is used.</param>
/// <param name="RepositoryPrefix">What goes before every repository.</param>
/// <param name="Signatures">Base URL of the registry that holds signatures, which clients are sent to and nobody asks; null when there is none but the registries.</param>
internal sealed record UpstreamTarget(RegistrySite[] Registries, string RepositoryPrefix, string? Signatures)
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

    /// <summary>Where a request goes at the registry of this base URL.</summary>
    public string UrlOf(string registry, in RegistryPath path) => UpstreamUrl.For(registry, RepositoryPrefix, path);
}
