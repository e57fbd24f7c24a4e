using System.Globalization;

namespace Fairlead.SystemTests.Reporting;

/// <summary>Addresses that clients come from, kept for documentation or of AS112, which has no customers; and the policy that knows most of them: networks in networks, and some that nobody knows.</summary>
internal static class NginxClients
{
    /// <summary>The policy: IPv4 and IPv6, a region inside another, a provider by its ASN.</summary>
    public const string Policy = """
        upstream: {registry: "https://registry.example.org"}
        networks: {feeds: [{type: ip2asn, file: asns.tsv}]}
        providers:
          - name: near
            cidrs: [{prefix: 198.51.100.0/24, region: eu-west-1}, {prefix: 198.51.100.128/26, region: eu-west-3}, {prefix: 192.31.196.0/26, region: eu-north-1}, {prefix: "2001:db8:1::/48", region: us-east-1}]
            mirrors: [{name: near-mirror, region: eu-west-3, url: "https://mirror.example.org/{digest}"}]
          - {name: by-asn, asns: [112], serveFrom: upstream}
        default: []
        """;

    /// <summary>The feed of ASNs: address ranges, number, country, name.</summary>
    public const string Asns = "192.31.196.0\t192.31.196.255\t112\tUS\tDNS-OARC\n192.175.48.0\t192.175.48.127\t112\tFR\tDNS-OARC\n2620:4f:8000::\t2620:4f:8000:ffff:ffff:ffff:ffff:ffff\t112\tFR\tDNS-OARC\n";

    /// <summary>What the policy and the feed say, once more, for a count that looks at each in turn.</summary>
    public static readonly IReadOnlyList<NginxNetwork> Networks =
    [
        new("198.51.100.0/24", "near", "eu-west-1", 0, null),
        new("198.51.100.128/26", "near", "eu-west-3", 0, null),
        new("2001:db8:1::/48", "near", "us-east-1", 0, null),
        new("192.31.196.0/26", "near", "eu-north-1", 0, null),
        new("192.31.196.0/24", "by-asn", null, 112, "US"),
        new("192.175.48.0/25", "by-asn", null, 112, "FR"),
        new("2620:4f:8000::/48", "by-asn", null, 112, "FR"),
    ];

    /// <summary>The clients.</summary>
    public static IEnumerable<string> All =>
    [
        .. Enumerable.Range(0, 32).Select(number => string.Create(CultureInfo.InvariantCulture, $"198.51.100.{number * 8 + 3}")),
        .. Enumerable.Range(0, 16).Select(number => string.Create(CultureInfo.InvariantCulture, $"192.175.48.{number * 16 + 5}")),
        .. Enumerable.Range(0, 10).Select(number => string.Create(CultureInfo.InvariantCulture, $"192.0.2.{number * 20 + 9}")),
        .. Enumerable.Range(0, 8).Select(number => string.Create(CultureInfo.InvariantCulture, $"192.31.196.{number * 32 + 7}")),
        .. Enumerable.Range(1, 12).Select(number => string.Create(CultureInfo.InvariantCulture, $"{(number % 4 == 3 ? "2620:4f:8000" : $"2001:db8:{number % 4}")}:a{number:x}::{number * 4099:x}")),
        "2001:db8:1:ffff:ffff:ffff:ffff:fffe",
    ];
}
