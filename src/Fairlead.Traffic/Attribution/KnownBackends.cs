using System.Text;
using Fairlead.Policy.Loading;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Attribution;

/// <summary>All names that logs can have for the backends of a policy: a mirror's own, its host, its bucket; hosts of upstreams, of signatures and of release files.</summary>
internal static class KnownBackends
{
    /// <summary>The backends by name: hosts and buckets in lower case, mirrors' names as they are.</summary>
    public static Dictionary<string, KnownBackend[]> Of(PolicyConfig policy) =>
        All(policy).GroupBy(one => one.Name, one => one.Backend, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Distinct().ToArray(), StringComparer.Ordinal);

    /// <summary>Host of a URL of a policy, in lower case.</summary>
    public static string HostOf(string url) => Split(url).Host;

    private static IEnumerable<(string Name, KnownBackend Backend)> All(PolicyConfig policy)
    {
        // Providers that are not active have served in the months before.
        foreach (var mirror in policy.Providers.SelectMany(provider => provider.Mirrors))
            foreach (var name in NamesOf(mirror)) yield return name;
        foreach (var (host, provider) in Hosts(policy).DistinctBy(one => one.Host))
            yield return (host, new KnownBackend(new Backend(host, provider, null), [], false));
    }

    private static IEnumerable<(string Name, KnownBackend Backend)> NamesOf(MirrorConfig mirror)
    {
        var backend = new Backend(mirror.Name, mirror.Provider, mirror.Region);
        var (host, path) = Split(mirror.UrlBefore);
        var hasBucket = BucketUrl.TryFind(host, path, out var bucket, out var isInPath);
        yield return (mirror.Name, new KnownBackend(backend, [], false));
        yield return (host, new KnownBackend(backend, Encoding.UTF8.GetBytes(path), isInPath));
        if (!hasBucket) yield break;

        // A store's log has the object's name, or the request's path, in which the bucket may stand.
        yield return (bucket, new KnownBackend(backend, Encoding.UTF8.GetBytes(isInPath ? path[(bucket.Length + 1)..] : path), false));
    }

    private static IEnumerable<(string Host, string? Provider)> Hosts(PolicyConfig policy)
    {
        var routes = policy.Routes.Select(route => route.Upstream).OfType<UpstreamConfig>();
        foreach (var upstream in policy.Hosts.Values.Concat(routes).Prepend(policy.Upstream))
        {
            foreach (var registry in upstream.Registries) yield return (HostOf(registry), null);
            if (upstream.Signatures is { } signatures) yield return (HostOf(signatures), null);
        }
        foreach (var artifact in policy.Artifacts) yield return (HostOf(artifact.BaseUrl), null);
        foreach (var provider in policy.Providers)
        {
            if (provider.RedirectsTo?.Registry is { } registry) yield return (HostOf(registry), provider.Name);
            if (provider.RedirectsTo?.Artifacts is { } files) yield return (HostOf(files), provider.Name);
        }
    }

    private static (string Host, string Path) Split(string url)
    {
        if (!UrlText.TrySplit(Encoding.UTF8.GetBytes(url), out var host, out var target)) throw new ArgumentException($"not a URL of a policy: {url}", nameof(url));
        return (Encoding.UTF8.GetString(host).ToLowerInvariant(), target.IsEmpty ? "/" : Encoding.UTF8.GetString(target));
    }
}
