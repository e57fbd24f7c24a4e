using System.Globalization;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Traffic.Reports;

/// <summary>A report by a look at every prefix for every request, dictionaries and decimals. Policy and prices stand here a second time, as code that is too simple to be wrong.</summary>
internal sealed class SlowReport
{
    public const string Policy = """
        upstream: {registry: "https://registry.example.org"}
        networks: {feeds: [{type: cidrs, network: n0, file: a}, {type: cidrs, network: n1, file: b}, {type: cidrs, network: n2, file: c}, {type: ip2asn, file: d}]}
        providers:
          - name: first
            networks: [n0, n1]
            asns: [64001]
            mirrors: [{name: a, region: r0, url: "https://mirror-a.example.org/{digest}"}, {name: b, region: r1, url: "https://mirror-b.example.org/{digest}"}]
          - {name: second, networks: [n2], mirrors: [{name: c, region: r2, url: "https://second-mirror.example.org/{digest}"}]}
        """;

    public const string Prices = """
        currency: USD
        date: 2026-10-01
        backends: {registry.example.org: {provider: hoster, region: r0}}
        egress:
          - {from: {provider: [first, second]}, to: {region: same}, perGiB: 0}
          - {from: {provider: [first, second]}, to: {provider: same}, perGiB: 0.02}
          - {from: {backend: b}, to: {country: [AA, AB]}, perGiB: 0.2}
          - {from: {provider: first}, tiers: [{upTo: 1TiB, perGiB: 0.09}, {upTo: 3TiB, perGiB: 0.05}, {perGiB: 0.01}]}
          - {from: {provider: second}, perGB: 0.1}
          - {from: {provider: hoster}, tiers: [{upTo: 2TiB, perGiB: 0.12}, {perGiB: 0.08}]}
        requests:
          - {from: {provider: first}, per10k: 0.004}
          - {from: {provider: hoster}, per10k: 0.003}
        """;

    private const decimal GiB = 1L << 30;

    private readonly List<(LoggedPull Pull, OriginFacts Facts)> _pulls;

    public SlowReport(IEnumerable<LoggedPull> pulls, IReadOnlyList<Statement> statements)
    {
        var oracle = LookupOracle.Linear(statements, OwnerOf);
        _pulls = [.. pulls.Select(pull => (pull, oracle.Find(pull.Client)))];
    }

    public decimal Cost => CostFrom(BackendOf);

    public decimal CostWithoutMirrors => CostFrom(_ => "registry.example.org");

    public long UnattributedRequests => _pulls.Count(one => ProviderOf(one.Facts) is null && one.Facts.Asn == 0);

    public long OwnCloudBytes => _pulls.Where(one => ProviderOf(one.Facts) is { } provider && provider == PlaceOf(BackendOf(one.Pull)).Provider).Sum(one => one.Pull.Bytes);

    public long UnpricedBytes => _pulls.Where(one => EntryOf(BackendOf(one.Pull), one.Facts) is null).Sum(one => one.Pull.Bytes);

    public static string? OwnerOf(string network) => network switch { "n0" or "n1" => "first", "n2" => "second", _ => null };

    /// <summary>Each row: what is counted apart, requests, bytes, cost.</summary>
    public SortedDictionary<string, (long Requests, long Bytes, decimal? Cost)> Rows(string period)
    {
        var rates = VolumesFrom(BackendOf).ToDictionary(one => one.Key, one => one.Value == 0 ? 0 : CostOf(one.Key.Entry, one.Value) / one.Value);
        var rows = new SortedDictionary<string, (long Requests, long Bytes, decimal? Cost)>(StringComparer.Ordinal);
        foreach (var (pull, facts) in _pulls)
        {
            var backend = BackendOf(pull);
            var key = string.Join(
                '|', pull.Time.UtcDateTime.ToString(period, CultureInfo.InvariantCulture), backend, ProviderOf(facts), facts.Region, facts.Asn, facts.Country, pull.Kind,
                $"{pull.Status / 100}xx", pull.Image);
            var (requests, bytes, cost) = rows.GetValueOrDefault(key, (0, 0, 0m));
            decimal? own = EntryOf(backend, facts) is { } entry ? (pull.Bytes * rates[(pull.Time.Month, entry)]) + RequestOf(backend) : null;
            rows[key] = (requests + 1, bytes + pull.Bytes, cost + own);
        }
        return rows;
    }

    private decimal CostFrom(Func<LoggedPull, string> backendOf) =>
        VolumesFrom(backendOf).Sum(one => CostOf(one.Key.Entry, one.Value))
        + _pulls.Where(one => EntryOf(backendOf(one.Pull), one.Facts) is not null).Sum(one => RequestOf(backendOf(one.Pull)));

    private Dictionary<(int Month, int Entry), long> VolumesFrom(Func<LoggedPull, string> backendOf) => _pulls
        .Where(one => EntryOf(backendOf(one.Pull), one.Facts) is not null)
        .GroupBy(one => (one.Pull.Time.Month, Entry: EntryOf(backendOf(one.Pull), one.Facts)!.Value))
        .ToDictionary(group => group.Key, group => group.Sum(one => one.Pull.Bytes));

    private static string BackendOf(LoggedPull pull) => pull.Backend switch
    {
        "" => "registry.example.org", // what --backend names
        "mirror-a.example.org" => "a",
        "mirror-b.example.org" => "b",
        "second-mirror.example.org" => "c",
        var name => name,
    };

    private static (string? Provider, string? Region) PlaceOf(string backend) => backend switch
    {
        "a" => ("first", "r0"),
        "b" => ("first", "r1"),
        "c" => ("second", "r2"),
        "registry.example.org" => ("hoster", "r0"),
        _ => (null, null),
    };

    private static string? ProviderOf(OriginFacts facts) => facts.Network is { } network && OwnerOf(network) is { } owner ? owner : facts.Asn == 64001 ? "first" : null;

    private static int? EntryOf(string backend, OriginFacts facts)
    {
        var (provider, region) = PlaceOf(backend);
        if (provider is null) return null;
        if (provider == "hoster") return 5;
        if (ProviderOf(facts) == provider) return facts.Region == region ? 0 : 1;
        if (backend == "b" && facts.Country is "AA" or "AB") return 2;
        return provider == "first" ? 3 : 4;
    }

    private static decimal CostOf(int entry, long bytes)
    {
        var gibibytes = bytes / GiB;
        return entry switch
        {
            0 => 0,
            1 => gibibytes * 0.02m,
            2 => gibibytes * 0.2m,
            3 => (Math.Min(gibibytes, 1024) * 0.09m) + (Math.Clamp(gibibytes - 1024, 0, 2048) * 0.05m) + (Math.Max(gibibytes - 3072, 0) * 0.01m),
            4 => bytes / 1_000_000_000m * 0.1m,
            _ => (Math.Min(gibibytes, 2048) * 0.12m) + (Math.Max(gibibytes - 2048, 0) * 0.08m),
        };
    }

    private static decimal RequestOf(string backend) => backend switch { "a" or "b" => 0.0000004m, "registry.example.org" => 0.0000003m, _ => 0 };
}
