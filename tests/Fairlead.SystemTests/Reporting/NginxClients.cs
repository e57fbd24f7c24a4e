using System.Globalization;

namespace Fairlead.SystemTests.Reporting;

/// <summary>Addresses that clients come from, each kept for documentation, and the policy that knows most of them: networks in networks, and some that nobody knows.</summary>
internal static class NginxClients
{
    /// <summary>The policy: IPv4 and IPv6, a region inside another, a provider by its ASN.</summary>
    public const string Policy = """
        upstream: {registry: "https://registry.example.org"}
        networks: {feeds: [{type: ip2asn, file: asns.tsv}]}
        providers:
          - name: near
            cidrs: [{prefix: 198.51.100.0/24, region: eu-west-1}, {prefix: 198.51.100.128/26, region: eu-west-3}, {prefix: "2001:db8:1::/48", region: us-east-1}]
            mirrors: [{name: near-mirror, region: eu-west-3, url: "https://mirror.example.org/{digest}"}]
          - {name: by-asn, asns: [112], serveFrom: upstream}
        default: []
        """;

    /// <summary>The feed of ASNs: address ranges, number, country, name.</summary>
    public const string Asns = "203.0.113.0\t203.0.113.127\t112\tFR\tAS112 of documents\n198.51.100.0\t198.51.100.63\t42\tDE\tForty-two\n2001:db8:2::\t2001:db8:2:ffff:ffff:ffff:ffff:ffff\t112\tFR\tAS112 of documents\n";

    /// <summary>What the policy and the feed say, once more, for a count that looks at each in turn.</summary>
    public static readonly IReadOnlyList<NginxNetwork> Networks =
    [
        new("198.51.100.0/24", "near", "eu-west-1", 0, null),
        new("198.51.100.128/26", "near", "eu-west-3", 0, null),
        new("2001:db8:1::/48", "near", "us-east-1", 0, null),
        new("203.0.113.0/25", "by-asn", null, 112, "FR"),
        new("198.51.100.0/26", null, null, 42, "DE"),
        new("2001:db8:2::/48", "by-asn", null, 112, "FR"),
    ];

    /// <summary>The clients.</summary>
    public static IEnumerable<string> All =>
    [
        .. Enumerable.Range(0, 32).Select(number => string.Create(CultureInfo.InvariantCulture, $"198.51.100.{number * 8 + 3}")),
        .. Enumerable.Range(0, 16).Select(number => string.Create(CultureInfo.InvariantCulture, $"203.0.113.{number * 16 + 5}")),
        .. Enumerable.Range(0, 10).Select(number => string.Create(CultureInfo.InvariantCulture, $"192.0.2.{number * 20 + 9}")),
        .. Enumerable.Range(1, 12).Select(number => string.Create(CultureInfo.InvariantCulture, $"2001:db8:{number % 4}:a{number:x}::{number * 4099:x}")),
        "2001:db8:1:ffff:ffff:ffff:ffff:fffe",
    ];
}
