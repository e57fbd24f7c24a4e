using System.Net;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Feeds;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Deciding;
using Fairlead.Redirector.Explaining;
using Fairlead.Redirector.Health;
using Fairlead.Redirector.Inventories;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Missing;
using Fairlead.Redirector.Presence;
using Fairlead.Redirector.Timing;
using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Hosting;

/// <summary>Everything that decides, put together, without a port: what <c>serve</c> puts on Kestrel and <c>explain</c> asks once.</summary>
public sealed class RedirectorCore : IDisposable
{
    private readonly HttpMessageInvoker _headHttp;
    private readonly HttpClient _feedHttp;
    private readonly bool _assumePresent;

    /// <summary>Puts it together around a valid policy; feeds are loaded as far as they are on disk.</summary>
    public RedirectorCore(PolicyConfig config, PolicySource source, string? cacheDirectory, bool assumePresent, TimeProvider time, ILoggerFactory loggers)
    {
        Logger = loggers.CreateLogger("Fairlead");
        Clock = new Clock(time);
        _headHttp = CreateHeadHttp();
        _feedHttp = FeedHttp.Create();
        Heads = new HeadClient(_headHttp, new PresenceCache(config.Presence.Entries), Clock, Metrics, config.Presence, Logger);
        var finder = new PresenceFinder(Heads, Clock, assumePresent);
        Decider = new Decider(finder, new UpstreamPresence(Heads, Clock, assumePresent), new ProviderPresence(Heads, Clock, assumePresent), Clock);
        var builder = new StateBuilder(new SiteBook(Heads, Metrics, Clock), Metrics);
        var providerFiles = new ProviderFilesKeeper(cacheDirectory, _feedHttp, time, Logger);
        Keeper = new StateKeeper(config, source, new FeedStore(cacheDirectory, _feedHttp, time), providerFiles, builder, Heads, time, Logger);
        Health = new HealthMonitor(() => Keeper.States.Current.ProbeTargets, Clock);
        Explainer = new Explainer(Decider, Heads, finder, Clock);
        Inventories = new InventoryKeeper(new InventoryFetcher(_feedHttp, time), () => Keeper.States.Current.Inventories, () => Keeper.Config.Presence, Clock, Logger);
        Missing = new MissingBlobs(finder, Clock);
        Counts = new RecentCounts(Metrics, Clock);
        Status = new StatusReader(Keeper, Heads, Counts, Clock, assumePresent);
        _assumePresent = assumePresent;
    }

    internal ILogger Logger { get; }

    internal Clock Clock { get; }

    internal RedirectorMetrics Metrics { get; } = new();

    internal HeadClient Heads { get; }

    internal Decider Decider { get; }

    internal StateKeeper Keeper { get; }

    internal HealthMonitor Health { get; }

    internal Explainer Explainer { get; }

    internal InventoryKeeper Inventories { get; }

    internal MissingBlobs Missing { get; }

    internal RecentCounts Counts { get; }

    internal StatusReader Status { get; }

    /// <summary>What would tell providers' clients from others and has never been loaded, in words.</summary>
    public IReadOnlyList<string> MissingSources => Keeper.States.Current.Policy.MissingSources;

    /// <summary>Whether the policy has feeds or provider files that have never been loaded, whoever they are for.</summary>
    public bool LacksSources => Keeper.LacksSources;

    /// <summary>The policy in force, the providers of provider files among its own.</summary>
    public PolicyConfig Policy => Keeper.States.Current.Policy.Config;

    /// <summary>The table of networks now.</summary>
    public Networks.Lookup.NetworkTable Networks => Keeper.States.Current.Policy.Networks;

    /// <summary>Fetches the feeds that have a URL, once.</summary>
    public Task FetchFeedsAsync(CancellationToken cancel) => Keeper.RefreshFeedsAsync(new HashSet<string>(), cancel);

    /// <summary>Finds out, once, which of several registries answer.</summary>
    public Task ProbeAsync() => Health.ProbeDue();

    /// <summary>What a client at this address gets for this path, or what is wrong with the question. Inventories of its candidates are fetched once.</summary>
    public async Task<(Explanation? Explanation, string? Problem)> ExplainAsync(string address, string path, IRequestHeaders? headers = null, CancellationToken cancel = default)
    {
        headers ??= HeaderLines.None;
        var state = Keeper.States.Current;
        if (!_assumePresent && IpAddress.TryParse(address, out var client))
        {
            var wanted = state.PlaceOf(state.Policy.Networks.Find(client), headers).Candidates.Select(c => c.Site.Inventory).OfType<InventorySlot>();
            await Inventories.RefreshAsync(wanted.Where(slot => slot.Last is null), cancel).ConfigureAwait(false);
        }
        return await Explainer.ExplainAsync(state, address, path, host: "", headers).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _headHttp.Dispose();
        _feedHttp.Dispose();
    }

    /// <summary>For HEADs: no redirects, no cookies, nothing unpacked; connections are kept, but not for ever, because buckets move.</summary>
    private static HttpMessageInvoker CreateHeadHttp() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxConnectionsPerServer = 1024, // the usual budget, 200 HEADs a second of 2 s at most, takes 400
        MaxResponseHeadersLength = 32, // KiB
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ActivityHeadersPropagator = null,
    });
}
