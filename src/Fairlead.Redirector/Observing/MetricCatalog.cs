using Fairlead.Policy.Requests;
using Fairlead.Redirector.Inventories;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Presence;

namespace Fairlead.Redirector.Observing;

/// <summary>Every metric that we publish, by name. <c>docs/architecture.md</c> lists them.</summary>
internal static class MetricCatalog
{
    public static IReadOnlyList<MetricFamily> Families(
        RedirectorMetrics metrics, HeadClient heads, AccessLog? accessLog, Func<IEnumerable<FeedStatus>> feeds, Func<IEnumerable<Site>> sites, Func<int> missing,
        Func<bool> isPolicyCurrent, Func<TimeSpan?> certificateLeft) =>
    [
        Counter("fairlead_requests_total", "Requests answered, by the rule that decided.", () =>
            from counters in metrics.Requests
            from rule in Enum.GetValues<Rule>()
            let count = counters.Read(rule)
            where count > 0
            // A reload that changes redirectStatus begins new counters; what is no redirect is then counted in both, under one set of labels.
            group count by (Rule: rule, Status: rule.Status(counters.RedirectStatus), counters.Provider, counters.Region) into same
            select Of(same.Sum(), ("rule", same.Key.Rule.Name()), ("status", same.Key.Status), ("provider", same.Key.Provider), ("region", same.Key.Region))),
        Counter("fairlead_redirects_total", "Redirects to mirrors and to providers' own registries.", () =>
            from mirror in metrics.Mirrors
            where mirror.Redirects > 0
            select Of(mirror.Redirects, ("mirror", mirror.Name))),
        Counter("fairlead_heads_total", "HEAD requests to mirrors, to upstreams where signatures live elsewhere, and to providers' own registries, by what came of them.", () =>
            from mirror in metrics.Mirrors
            from result in Enumerable.Range(0, MirrorCounters.HeadResults.Length)
            let count = mirror.ReadHeads(result)
            where count > 0
            select Of(count, ("mirror", mirror.Name), ("result", MirrorCounters.HeadResults[result]))),
        Counter("fairlead_probes_failed_total", "Health probes without a good answer.", () =>
            metrics.Mirrors.Select(m => Of(m.ProbesFailed, ("mirror", m.Name)))),
        Counter("fairlead_missing_blobs_total", "Requests for blobs that no mirror of the client's held, by the mirror nearest to the client.", () =>
            metrics.Mirrors.Select(m => Of(m.Missing, ("mirror", m.Name)))),
        Gauge("fairlead_missing_list", "Blobs in the list of /missing.", () => [Of(missing())]),
        // Of a registry that nobody asks, the only one of its list, nothing is said: 1 would be taken for an answer.
        Gauge("fairlead_target_healthy", "1 while a mirror or an upstream may be used.", () =>
            sites().Where(s => s.HasKnownHealth || !s.Health.IsOpen).DistinctBy(s => s.Name).Select(s => Of(s.Health.IsOpen ? 1 : 0, ("target", s.Name), ("kind", KindOf(s))))),
        Gauge("fairlead_presence_entries", "Answers in the presence cache.", () => [Of(heads.Cache.Used)]),
        Gauge("fairlead_presence_capacity", "Answers that the presence cache has room for.", () => [Of(heads.Cache.Capacity)]),
        Counter("fairlead_presence_hits_total", "Look-ups that the presence cache could answer.", () => [Of(metrics.Mirrors.Sum(m => m.Tally().CacheHits))]),
        Counter("fairlead_presence_misses_total", "Look-ups that it could not.", () => [Of(metrics.Mirrors.Sum(m => m.Tally().CacheMisses))]),
        Counter("fairlead_presence_evictions_total", "Answers forgotten before their time to make room.", () => [Of(heads.Cache.Evictions)]),
        Gauge("fairlead_inventory_in_use", "1 while a mirror's inventory says what it holds, 0 while HEADs do.", () =>
            from mirror in sites().OfType<MirrorSite>()
            where mirror.Inventory is not null
            select Of(heads.HoldingsOf(mirror) is null ? 0 : 1, ("mirror", mirror.Name))),
        Gauge("fairlead_inventory_age_seconds", "Time since a mirror's inventory was written.", () =>
            from slot in Loaded(sites())
            select Of(slot.Age.TotalSeconds, ("mirror", slot.Mirror))),
        Gauge("fairlead_inventory_digests", "Blobs in a mirror's inventory.", () =>
            from slot in Loaded(sites())
            select Of(slot.Last!.Count, ("mirror", slot.Mirror))),
        Counter("fairlead_inventory_answers_total", "Look-ups that a mirror's inventory answered.", () =>
            from mirror in metrics.Mirrors
            from isPresent in (bool[])[true, false]
            let count = mirror.ReadInventoryAnswers(isPresent)
            where count > 0
            select Of(count, ("mirror", mirror.Name), ("answer", isPresent ? "present" : "absent"))),
        Counter("fairlead_inventory_refusals_total", "Inventories that were not taken, by why.", () =>
            from mirror in metrics.Mirrors
            from isRefused in (bool[])[true, false]
            let count = mirror.ReadInventoryFailures(isRefused)
            where count > 0
            select Of(count, ("mirror", mirror.Name), ("reason", isRefused ? "refused" : "unreachable"))),
        Gauge("fairlead_heads_under_way", "HEAD requests waiting for their answer.", () => [Of(heads.UnderWay)]),
        Gauge("fairlead_feed_loaded", "1 when the feed has been loaded, or the provider files.", () => feeds().Select(f => Of(f.IsLoaded ? 1 : 0, ("feed", f.Name)))),
        Gauge("fairlead_feed_age_seconds", "Time since the feed was last known to be current.", () =>
            feeds().Where(f => f.IsLoaded).Select(f => Of(f.Age.TotalSeconds, ("feed", f.Name)))),
        Gauge("fairlead_feed_prefixes", "Prefixes in the feed, each counted for every kind of thing that is said of it: network, ASN, country.", () => Known(feeds(), f => f.Prefixes)),
        Gauge("fairlead_feed_masked_prefixes", "Prefixes in the feed that had host bits set; they were masked.", () =>
            Known(feeds(), f => f.Masked)),
        Gauge("fairlead_feed_refresh_seconds", "How often a feed with a URL is asked for, or the provider files are read.", () =>
            Known(feeds(), f => f.Refresh?.TotalSeconds)),
        Gauge("fairlead_policy_current", "1 while the policy file as it was last read is in force, 0 while it is wrong and the policy before stays.", () => [Of(isPolicyCurrent() ? 1 : 0)]),
        Gauge("fairlead_certificate_left_seconds", "Time until the certificate of the TLS port ends.", () => Known(certificateLeft()?.TotalSeconds)),
        Gauge("fairlead_descriptors_open", "File descriptors in use, one for each connection among them.", () => Known(Descriptors.Open)),
        Gauge("fairlead_descriptors_limit", "File descriptors that the process may have.", () => Known(Descriptors.Limit)),
        Counter("fairlead_client_address_total", "Requests by how the client's address came to be known, or why it isn't.", () =>
            Enum.GetValues<AddressOutcome>().Select(o => Of(metrics.ReadAddresses(o), ("outcome", o.ToString().ToLowerInvariant())))),
        Counter("fairlead_access_log_dropped_total", "Access log lines that were not written.", () => [Of(accessLog?.Dropped ?? 0)]),
    ];

    public static IReadOnlyList<HistogramFamily> Histograms(RedirectorMetrics metrics) =>
    [
        new("fairlead_decision_seconds", "Time to a decision; asked is whether a mirror or an upstream had to be waited for.", "asked",
            [("false", metrics.Cached), ("true", metrics.Asked)]),
        new("fairlead_head_seconds", "Time that mirrors and upstreams took to answer a HEAD.", "kind", [("head", metrics.Heads)]),
    ];

    // Each slot is taken once: a reload may take it from its mirror meanwhile. What has been loaded stays.
    private static IEnumerable<InventorySlot> Loaded(IEnumerable<Site> sites) =>
        sites.OfType<MirrorSite>().Select(mirror => mirror.Inventory).OfType<InventorySlot>().Where(slot => slot.Last is not null);

    private static string KindOf(Site site) => site switch { MirrorSite => "mirror", RegistrySite => "upstream", _ => "provider" };

    private static IEnumerable<Sample> Known(IEnumerable<FeedStatus> feeds, Func<FeedStatus, double?> read) =>
        feeds.SelectMany(feed => read(feed) is { } value ? (Sample[])[Of(value, ("feed", feed.Name))] : []);

    private static IEnumerable<Sample> Known(double? value) => value is { } known ? [Of(known)] : [];

    private static MetricFamily Counter(string name, string help, Func<IEnumerable<Sample>> read) => new(name, MetricKind.Counter, help, read);

    private static MetricFamily Gauge(string name, string help, Func<IEnumerable<Sample>> read) => new(name, MetricKind.Gauge, help, read);

    private static Sample Of(double value, params (string Name, object? Value)[] labels) =>
        new(value, [.. labels.Select(l => new KeyValuePair<string, object?>(l.Name, l.Value))]);
}
