using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Hosts;

/// <summary>
/// The hosts that a policy sends clients to, for people who must open firewalls. Those that only we ask (feeds) and those that only
/// people look at (<c>pages</c>) are not among them, nor are those that a registry of the policy's may itself lead on to.
/// </summary>
public static class ClientHosts
{
    /// <summary>Every host of the policy once, by name and port. Providers that are not active count as not listed.</summary>
    public static IReadOnlyList<ClientHost> Of(PolicyConfig policy) =>
    [
        .. Named(policy)
            .GroupBy(named => Authority(named.Url), named => named.Use)
            .OrderBy(host => host.Key.Host, StringComparer.Ordinal).ThenBy(host => host.Key.Port)
            .Select(host => new ClientHost(host.Key.Host, host.Key.Port, [.. host])),
    ];

    private static IEnumerable<(string Url, HostUse Use)> Named(PolicyConfig policy)
    {
        foreach (var one in Named(policy.Upstream, null, null)) yield return one;
        foreach (var (name, upstream) in policy.Hosts.OrderBy(host => host.Key, StringComparer.Ordinal))
            foreach (var one in Named(upstream, name, null)) yield return one;
        for (var i = 0; i < policy.Routes.Count; i++)
        {
            if (policy.Routes[i].Upstream is not { } upstream) continue;
            foreach (var one in Named(upstream, null, i + 1)) yield return one;
        }

        // Whatever names a mirror, a route or the default, names one of an active provider's.
        var active = policy.Providers.Where(provider => provider.Active).ToList();
        foreach (var mirror in active.SelectMany(provider => provider.Mirrors))
        {
            yield return (mirror.UrlBefore, new HostUse
            {
                Kind = HostUseKind.Mirror,
                Mirror = mirror.Name,
                Region = mirror.Region,
                Provider = mirror.Provider,
            });
        }
        foreach (var provider in active)
        {
            if (provider.RedirectsTo?.Registry is { } registry)
                yield return (registry, new HostUse { Kind = HostUseKind.ProviderRegistry, Provider = provider.Name });
            if (provider.RedirectsTo?.Artifacts is { } files && policy.Artifacts.Any(artifact => artifact.IsForEverybody))
                yield return (files, new HostUse { Kind = HostUseKind.Artifacts, Provider = provider.Name });
        }
        foreach (var artifact in policy.Artifacts)
        {
            if (artifact.Provider is not null && active.TrueForAll(provider => provider.Name != artifact.Provider)) continue;
            yield return (artifact.BaseUrl, new HostUse { Kind = HostUseKind.Artifacts, Path = artifact.Path, Provider = artifact.Provider });
        }
    }

    private static IEnumerable<(string Url, HostUse Use)> Named(UpstreamConfig upstream, string? name, int? route)
    {
        foreach (var registry in upstream.Registries)
            yield return (registry, new HostUse { Kind = HostUseKind.Upstream, Name = name, Route = route });
        if (upstream.Signatures is { } signatures)
            yield return (signatures, new HostUse { Kind = HostUseKind.Signatures, Name = name, Route = route });
    }

    // By the rules that the policy was read with: those of Uri are others, and there are names that it throws at.
    private static (string Host, int Port) Authority(string url) => HttpUrl.TryParse(url, out var parsed, out var fault)
        ? (parsed.Host.ToLowerInvariant(), parsed.Port)
        : throw new ArgumentException($"not a URL of a policy: {url}: {fault}", nameof(url));
}
