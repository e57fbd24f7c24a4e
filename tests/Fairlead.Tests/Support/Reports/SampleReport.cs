using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;
using Fairlead.Traffic.Pricing;
using Fairlead.Traffic.Reports;

namespace Fairlead.Tests.Support.Reports;

/// <summary>A year of a public registry's traffic as it might be: made up, and the same each time.</summary>
internal static class SampleReport
{
    private const double TiB = 1L << 40;
    private const decimal CostOfTiB = 0.045m * 1024;
    private const decimal CostOfOwnTiB = 0.002m * 1024;
    private const decimal CostOfUpstreamTiB = 0.085m * 1024;

    private static readonly string[] s_months =
        ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"];

    /// <summary>Providers, TiB of the first month, growth a month, share from their own cloud in the first month and in the last.</summary>
    private static readonly (string? Name, double TiB, double Growth, double FirstShare, double LastShare)[] s_providers =
    [
        ("amazon", 161, 1.035, 0.58, 0.94),
        ("google", 84, 1.02, 0.97, 0.98),
        ("azure", 47, 1.05, 0, 0),
        (null, 38, 1.01, 0, 0),
        ("digitalocean", 17, 1.03, 0, 0.41),
        ("hetzner", 15, 1.045, 0, 0),
        ("alibaba", 11, 0.97, 0, 0),
        ("oracle", 6.1, 1.06, 0, 0),
        ("ovh", 4.2, 1.01, 0, 0),
        ("linode", 2.3, 0.99, 0, 0),
        ("scaleway", 0.9, 1.02, 0, 0),
    ];

    /// <summary>The whole year.</summary>
    public static TrafficReport Year() => Of(s_months);

    /// <summary>As many days, from 2025-11-01 on.</summary>
    public static TrafficReport Days(int days)
    {
        var first = new DateOnly(2025, 11, 1);
        var report = Of([.. Enumerable.Range(0, days).Select(day => first.AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))]);
        return report with { Options = report.Options with { IsByDay = true } };
    }

    /// <summary>Names as people put them into requests who wish a reader ill.</summary>
    public static readonly string[] HostileNames =
    [
        "<script>alert(1)</script>",
        "\"><img src=https://evil.example/x.png onerror='alert(1)'>",
        "]]></style><style>@import url(https://evil.example/x.css);</style>",
        "&lt;b&gt; & &amp; &#0; {{7*7}} javascript:alert(1)",
        "evil\u202Egnp.exe\u2066\u2069",
        "nul\0 escape\u001B[2J bell\a line\r\nend\u2028",
        "half of a pair \uD83D alone \uDC00, not a character \uFFFE\uFFFF",
        new string('w', 5_000),
        string.Concat(Enumerable.Repeat("a\u0301\u0302\u0303", 500)),
        "",
    ];

    /// <summary>The year with hostile names wherever a name may be.</summary>
    public static TrafficReport Hostile()
    {
        var year = Year();
        RankedItem[] ranked = [.. HostileNames.Select((name, i) => new RankedItem(name, year.Backends[0].Sum with { Bytes = 1_000_000_000L * (20 - i) }))];
        return year with
        {
            Providers = [.. year.Providers.Zip(HostileNames, (provider, name) => provider with { Provider = name })],
            Backends = ranked,
            Asns = ranked,
            Images = ranked,
            Regions = ranked,
            Countries = ranked,
            Budgets = [.. HostileNames.Select(name => new BudgetUse(name, "2026", 10, 1))],
            Summary = year.Summary with
            {
                Upstream = HostileNames[0],
                Logs = year.Summary.Logs with { Bad = [.. HostileNames.Select(name => new BadLine(name, name, 7, HostileNames))] },
            },
        };
    }

    /// <summary>A report of nothing at all.</summary>
    public static TrafficReport Empty() => new()
    {
        Options = new ReportOptions(),
        Totals = new ReportTotals
        {
            Requests = 0,
            Bytes = 0,
            Clients = null,
            UnattributedRequests = 0,
            UnattributedBytes = 0,
            OwnCloudBytes = 0,
            CloudBytes = 0,
            BadLines = 0,
            Cost = null,
            CostWithoutMirrors = null,
            UnpricedBytes = null,
            FoldedCells = 0,
        },
        Periods = [],
        Providers = [],
        Backends = [],
        Asns = [],
        Images = [],
        Regions = [],
        Countries = [],
        Budgets = [],
        Summary = new PartSummary { IsByDay = true, Salt = null, Upstream = null, Logs = new LogCounts() },
        Rows = [],
    };

    private static TrafficReport Of(IReadOnlyList<string> periods)
    {
        var providers = s_providers.Select(provider => Provider(provider, periods.Count)).OrderByDescending(provider => provider.Total.Bytes).ToList();
        var all = Sum(providers.Select(provider => provider.Total));
        var clouds = providers.Where(provider => provider.Provider is not null).ToList();
        return new TrafficReport
        {
            Options = new ReportOptions { Prices = Prices(), Credits = [new Credit("amazon", 250_000, IsYearly: true)], MinClients = 5 },
            Totals = new ReportTotals
            {
                Requests = all.Requests,
                Bytes = all.Bytes,
                Clients = all.Clients,
                UnattributedRequests = all.Requests / 71,
                UnattributedBytes = all.Bytes / 94,
                OwnCloudBytes = all.OwnCloudBytes,
                CloudBytes = clouds.Sum(provider => provider.Total.Bytes),
                BadLines = 1_843,
                Cost = all.Cost,
                CostWithoutMirrors = all.CostWithoutMirrors,
                UnpricedBytes = (long)(0.42 * TiB),
                FoldedCells = 912,
            },
            Periods = periods,
            Providers = providers,
            Backends = Ranked(all, ("amazon-us-east-1", 0.262), ("us-central1-docker.pkg.dev", 0.221), ("amazon-us-west-2", 0.144), ("amazon-eu-west-1", 0.121),
                ("amazon-eu-central-1", 0.088), ("cdn", 0.058), ("amazon-ap-southeast-1", 0.045), ("amazon-ap-south-1", 0.031), ("amazon-ap-northeast-1", 0.021)),
            Asns = Ranked(all, ("AS64496 Example Web Services", 0.312), ("AS64497 Example Search", 0.208), ("AS64498 Example Software", 0.131), ("AS64499 Example Hosting GmbH", 0.052),
                ("AS64500 Example Droplets", 0.047), ("AS64501 Example Telecom", 0.031), ("AS64502 Example Cloud Asia", 0.028), ("AS64503 Example Database", 0.017),
                ("AS64504 Example Research Network", 0.011), ("AS64505 Example Cable", 0.009), (null, 0.0141)),
            Images = Ranked(all, ("kube-proxy", 0.171), ("ingress-nginx/controller", 0.122), ("etcd", 0.093), ("kube-apiserver", 0.081), ("kube-controller-manager", 0.062),
                ("metrics-server/metrics-server", 0.051), ("sig-storage/csi-node-driver-registrar", 0.049), ("coredns/coredns", 0.044), ("pause", 0.037),
                ("kube-state-metrics/kube-state-metrics", 0.031), ("dns/k8s-dns-node-cache", 0.028), ("(shared)", 0.024), ("sig-storage/livenessprobe", 0.019), (null, 0.012)),
            Regions = Ranked(all, ("amazon us-east-1", 0.173), ("google us-central1", 0.112), ("amazon us-west-2", 0.094), ("amazon eu-west-1", 0.081), ("azure eastus", 0.061),
                ("amazon eu-central-1", 0.055), ("google europe-west1", 0.043), ("azure westeurope", 0.034), (null, 0.14)),
            Countries = Ranked(all, ("US", 0.472), ("DE", 0.121), ("IE", 0.092), ("SG", 0.061), ("IN", 0.052), ("JP", 0.041), ("CN", 0.033), ("BR", 0.021), (null, 0.018)),
            Budgets =
            [
                new BudgetUse("amazon", "2025", 60_000, 22_911.40m),
                new BudgetUse("amazon", "2026", 250_000, 161_204.73m),
                new BudgetUse("google", "2026-10", 9_000, 10_480.12m),
            ],
            Summary = new PartSummary
            {
                IsByDay = periods[0].Length > "2026-10".Length,
                Salt = 1,
                Upstream = "us-central1-docker.pkg.dev",
                NetworksAsOf = 1_793_404_800,
                Logs = new LogCounts
                {
                    Files = 8_784,
                    DamagedFiles = 2,
                    Lines = all.Requests + 1_843 + 20_118 + 8_784,
                    Requests = all.Requests,
                    Duplicates = 20_118,
                    Ignored = 8_784,
                    First = 1_761_955_201,
                    Last = 1_793_491_197,
                    Bad =
                    [
                        new BadLine("combined", "the request has no method", 1_702, ["999.99.99.9 - - [99/xxx/9999:99:99:99 +9999] \"\\x99\\x99\\x99\" 999 999 \"-\" \"-\""]),
                        new BadLine("s3", "14 of 24 fields", 141, ["xxxxxxxx xxxxxx-xxxx [99/xxx/9999:99:99:99 +9999]", "xxxxxxxx xxxxxx-xxxx [99/xxx/9999:99:99:99 +9999] 999.9.9.9 -"]),
                    ],
                },
            },
            Rows = [],
        };
    }

    private static ProviderTraffic Provider((string? Name, double TiB, double Growth, double FirstShare, double LastShare) provider, int periods)
    {
        var sums = Enumerable.Range(0, periods).Select(period =>
        {
            var way = periods == 1 ? 1 : (double)period / (periods - 1);
            // A little up and down, as there is in all traffic; by day a seventh and a sixth lie on weekends.
            var wave = 1 + 0.06 * Math.Sin(period * 2.1 + provider.TiB) - (periods > 31 && period % 7 is 0 or 1 ? 0.25 : 0);
            var bytes = provider.TiB * TiB * Math.Pow(provider.Growth, way * 11) * wave * Math.Min(1, 12.0 / periods);
            // The mirrors of one cloud were filled in spring.
            var own = bytes * (way < 0.4 ? provider.FirstShare : provider.LastShare - (provider.LastShare - provider.FirstShare) * 0.3 * (1 - way));
            return new TrafficSum(
                (long)(bytes / 21_400_000), (long)bytes, (long)own, (long)(bytes / 38_000_000_000),
                decimal.Round((decimal)((bytes - own) / TiB) * CostOfTiB + (decimal)(own / TiB) * CostOfOwnTiB, 2),
                decimal.Round((decimal)(bytes / TiB) * CostOfUpstreamTiB, 2));
        }).ToList();
        return new ProviderTraffic(provider.Name, Sum(sums), sums);
    }

    private static TrafficSum Sum(IEnumerable<TrafficSum> sums) => sums.Aggregate(new TrafficSum(0, 0, 0, 0, 0, 0), (all, sum) => new TrafficSum(
        all.Requests + sum.Requests, all.Bytes + sum.Bytes, all.OwnCloudBytes + sum.OwnCloudBytes, all.Clients + sum.Clients, all.Cost + sum.Cost,
        all.CostWithoutMirrors + sum.CostWithoutMirrors));

    private static IReadOnlyList<RankedItem> Ranked(TrafficSum all, params IEnumerable<(string? Name, double Share)> items) =>
    [
        .. items.Select(item => new RankedItem(item.Name, new TrafficSum(
            (long)(all.Requests * item.Share), (long)(all.Bytes * item.Share), 0, (long)((all.Clients ?? 0) * item.Share), decimal.Round((all.Cost ?? 0) * (decimal)item.Share, 2), null)))
            .OrderByDescending(item => item.Sum.Bytes),
    ];

    private static PriceBook Prices() => new()
    {
        Currency = "USD",
        Date = new DateOnly(2026, 10, 1),
        Sources = ["Amazon S3 pricing, data transfer", "Google Cloud Storage pricing, network egress"],
        Egress = [],
        Requests = [],
        Backends = new Dictionary<string, Backend>(),
    };
}
