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
    private readonly Dictionary<(string Name, string Before, string After), Page<MirrorSite>> _mirrors = [];
    private readonly Dictionary<(string Url, bool HasAlternative), Page<RegistrySite>> _registries = [];
    private readonly Dictionary<string, Page<ProviderSite>> _providers = [];
    private long _state;

    /// <summary>The place that this mirror is.</summary>
    public MirrorSite Of(Mirror mirror)
    {
        var config = mirror.Config;
        var site = Named(_mirrors, (config.Name, config.UrlBefore, config.UrlAfter), () => new MirrorSite(mirror, metrics.MirrorNamed(config.Name), heads, clock));
        site.ReadInventoryFrom(config.Inventory);
        return site;
    }

    /// <summary>The registry at this URL. With another beside it that can be used meanwhile it is another place: it is looked after otherwise.</summary>
    public RegistrySite Of(string baseUrl, bool hasAlternative) =>
        Named(_registries, (baseUrl, hasAlternative), () => new RegistrySite(baseUrl, hasAlternative, metrics.MirrorNamed(baseUrl), heads, clock));

    /// <summary>What a provider runs for its own clients, at this URL.</summary>
    public ProviderSite OfProvider(string baseUrl) =>
        Named(_providers, baseUrl, () => new ProviderSite(baseUrl, metrics.MirrorNamed(baseUrl), heads, clock));

    /// <summary>Ends a state: drops what has long been out of use. A place is in use for as long as the last state that named it.</summary>
    public void Prune()
    {
        Prune(_mirrors);
        Prune(_registries);
        Prune(_providers);
        _state++;
    }

    private TSite Named<TKey, TSite>(Dictionary<TKey, Page<TSite>> pages, TKey key, Func<TSite> create)
        where TKey : notnull
    {
        var site = pages.TryGetValue(key, out var known) ? known.Site : create();
        pages[key] = new(site, _state, 0);
        return site;
    }

    private void Prune<TKey, TSite>(Dictionary<TKey, Page<TSite>> pages)
        where TKey : notnull
    {
        var now = clock.Milliseconds;
        foreach (var (key, page) in pages)
        {
            if (page.State == _state - 1) pages[key] = page with { LeftAt = now }; // the state before this one was the last to name it
            else if (page.State < _state - 1 && page.LeftAt < now - KeptMilliseconds) pages.Remove(key);
        }
    }

    /// <summary>A place, the number of the last state that named it, and when that state was replaced.</summary>
    private readonly record struct Page<TSite>(TSite Site, long State, long LeftAt);
}
