using Fairlead.Policy.Requests;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// The places in operation, by URL, so that a reload finds again what was learnt of them. Those that no policy has named for ten
/// minutes are dropped. Used by one thread at a time: whoever builds the next state.
/// </summary>
internal sealed class SiteBook(HeadClient heads, RedirectorMetrics metrics, Clock clock)
{
    private const int KeptMilliseconds = 600_000;
    private readonly Dictionary<(string Name, string Before, string After), (MirrorSite Site, long Used)> _mirrors = [];
    private readonly Dictionary<(string Url, bool HasAlternative), (RegistrySite Site, long Used)> _registries = [];

    /// <summary>The place that this mirror is.</summary>
    public MirrorSite Of(Mirror mirror)
    {
        var config = mirror.Config;
        var key = (config.Name, config.UrlBefore, config.UrlAfter);
        var site = _mirrors.TryGetValue(key, out var known)
            ? known.Site
            : new MirrorSite(mirror, metrics.MirrorNamed(config.Name), heads, clock);
        _mirrors[key] = (site, clock.Milliseconds);
        return site;
    }

    /// <summary>The registry at this URL.</summary>
    public RegistrySite Of(string baseUrl, bool hasAlternative)
    {
        var key = (baseUrl, hasAlternative);
        var site = _registries.TryGetValue(key, out var known)
            ? known.Site
            : new RegistrySite(baseUrl, hasAlternative, metrics.MirrorNamed(baseUrl), heads, clock);
        _registries[key] = (site, clock.Milliseconds);
        return site;
    }

    /// <summary>Drops what has long been out of use.</summary>
    public void Prune()
    {
        var oldest = clock.Milliseconds - KeptMilliseconds;
        foreach (var (key, value) in _mirrors)
            if (value.Used < oldest) _mirrors.Remove(key);
        foreach (var (key, value) in _registries)
            if (value.Used < oldest) _registries.Remove(key);
    }
}
