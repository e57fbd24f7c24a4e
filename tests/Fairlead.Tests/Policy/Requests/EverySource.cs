using Fairlead.Networks.Feeds;
using Fairlead.Tests.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>A feed of every type, all of the same few addresses, so that each kind of fact has several sources of every trust that disagree.</summary>
internal static class EverySource
{
    /// <summary>Who owns what of it; one provider is not active.</summary>
    public const string Policy = """
        upstream: {registry: "https://registry.example.org"}
        networks:
          feeds:
            - {type: aws, file: aws.json}
            - {type: gcp, file: gcp.json}
            - {type: azure, file: azure.json}
            - {type: oracle, file: oracle.json}
            - {type: fastly, file: fastly.json}
            - {type: cidrs, network: edge, region: eu-west-3, file: edge.txt}
            - {type: cidrs, network: office, file: office.txt}
            - {type: geofeed, network: places, file: places.csv}
            - {type: ip2asn, file: ip2asn.tsv}
            - {type: asn-csv, file: asn.csv}
            - {type: country-csv, file: country.csv}
            - {type: pfx2as, file: pfx2as.txt}
            - {type: mrt, file: rib}
            - {type: mmdb, file: asn-and-country.mmdb}
        providers:
          - name: amazon
            networks: [aws]
            asns: [16509]
            cidrs: [3.0.64.0/18, {prefix: 3.2.0.0/16, region: eu-west-3}, "2600:1f00:4000::/36"]
            mirrors: [{region: us-east-1, url: "https://virginia.example.org/{digest}"}]
          - {name: google, networks: [gcp, places]}
          - {name: microsoft, networks: [azure]}
          - {name: cdn, networks: [fastly, edge]}
          - {name: retired, active: false, networks: [office], cidrs: [3.0.0.0/8]}
        """;

    /// <summary>What the policy itself says: prefix, provider, region.</summary>
    public static readonly (string Prefix, string Provider, string? Region)[] PolicySays =
        [("3.0.64.0/18", "amazon", null), ("3.2.0.0/16", "amazon", "eu-west-3"), ("2600:1f00:4000::/36", "amazon", null)];

    /// <summary>The samples, in the policy's order.</summary>
    public static SourceSample[] Samples() =>
    [
        new("aws", """
            {"prefixes": [
              {"ip_prefix": "3.0.0.0/15", "region": "us-east-1"}, {"ip_prefix": "3.2.0.0/15", "region": "GLOBAL"}, {"ip_prefix": "3.3.0.0/24", "region": "eu-west-1"},
              {"ip_prefix": "3.0.96.0/20", "region": "us-west-2"}],
             "ipv6_prefixes": [
              {"ipv6_prefix": "2600:1f00::/24", "region": "GLOBAL"}, {"ipv6_prefix": "2600:1f00:4000::/40", "region": "us-west-1"}]}
            """,
            "3.0.0.0/15 in us-east-1", "3.2.0.0/15 in -", "3.3.0.0/24 in eu-west-1", "3.0.96.0/20 in us-west-2",
            "2600:1f00::/24 in -", "2600:1f00:4000::/40 in us-west-1"),
        new("gcp", """
            {"prefixes": [
              {"ipv4Prefix": "3.1.0.0/16", "scope": "us-central1"}, {"ipv4Prefix": "34.1.0.0/16", "scope": "global"},
              {"ipv6Prefix": "2600:1900::/28", "scope": "global"}]}
            """,
            "3.1.0.0/16 in us-central1", "34.1.0.0/16 in -", "2600:1900::/28 in -"),
        new("azure", """
            {"values": [
              {"name": "AzureCloud", "properties": {"addressPrefixes": ["3.1.128.0/24", "13.64.0.0/11"]}},
              {"name": "AzureCloud.westus", "properties": {"addressPrefixes": ["3.1.128.0/24", "2603:1030::/45"]}}]}
            """,
            "3.1.128.0/24 in -", "13.64.0.0/11 in -", "3.1.128.0/24 in westus", "2603:1030::/45 in westus"),
        new("oracle", """{"regions": [{"region": "us-ashburn-1", "cidrs": [{"cidr": "3.1.128.128/25"}, {"cidr": "2603:c020::/36"}]}]}""",
            "3.1.128.128/25 in us-ashburn-1", "2603:c020::/36 in us-ashburn-1"),
        new("fastly", """{"addresses": ["3.1.64.0/20", "23.235.32.0/20"], "ipv6_addresses": ["2a04:4e42::/32"]}""",
            "3.1.64.0/20 in -", "23.235.32.0/20 in -", "2a04:4e42::/32 in -"),
        new("edge", "3.1.64.0/20\n2a04:4e42::/48\n", "3.1.64.0/20 in eu-west-3", "2a04:4e42::/48 in eu-west-3"),
        new("office", "3.5.0.0/24\n2a04:4e42:0:1::/64\n", "3.5.0.0/24 in -", "2a04:4e42:0:1::/64 in -"),
        new("places", "34.1.0.0/16,US\n34.1.16.0/20,NL,NL-NH,,\n3.0.0.0/24,DE,DE-HE,,\n3.6.0.0/16,IE,,,\n2600:1900:10::/44,BE,BE-WHT,,\n2600:1f00:8000::/33,ZZ,,,\n",
            "34.1.0.0/16 in -", "34.1.16.0/20 in nl-nh", "3.0.0.0/24 in de-he", "3.6.0.0/16 in -", "2600:1900:10::/44 in be-wht", "2600:1f00:8000::/33 in -",
            "34.1.0.0/16 country US", "34.1.16.0/20 country NL", "3.0.0.0/24 country DE", "3.6.0.0/16 country IE", "2600:1900:10::/44 country BE"),
        new("ip2asn",
            "3.0.0.0\t3.0.255.255\t16509\tUS\tAMAZON-02\n3.1.0.0\t3.1.2.255\t14618\tUS\tAMAZON-AES\n3.7.0.0\t3.7.0.255\t16509\tNone\tAMAZON-02\n" +
            "34.1.16.0\t34.1.17.255\t396982\tGB\tGOOGLE-CLOUD-PLATFORM\n2600:1f00::\t2600:1fff:ffff:ffff:ffff:ffff:ffff:ffff\t16509\tUS\tAMAZON-02\n",
            "3.0.0.0/16 asn 16509", "3.1.0.0/23 asn 14618", "3.1.2.0/24 asn 14618", "3.7.0.0/24 asn 16509", "34.1.16.0/23 asn 396982", "2600:1f00::/24 asn 16509",
            "3.0.0.0/16 country US", "3.1.0.0/23 country US", "3.1.2.0/24 country US", "34.1.16.0/23 country GB", "2600:1f00::/24 country US"),
        new("asn-csv", "3.0.128.0,3.0.128.127,14618,longer\n3.1.2.0,3.1.2.255,7224,same prefix\n2600:1f00:4000::,2600:1f00:4000::ffff,8987,longest\n",
            "3.0.128.0/25 asn 14618", "3.1.2.0/24 asn 7224", "2600:1f00:4000::/112 asn 8987"),
        new("country-csv", "3.0.0.0,3.3.255.255,CA\n3.7.0.0,3.7.0.127,IN\n34.0.0.0,34.255.255.255,US\n2600:1900::,2600:190f:ffff:ffff:ffff:ffff:ffff:ffff,US\n",
            "3.0.0.0/14 country CA", "3.7.0.0/25 country IN", "34.0.0.0/8 country US", "2600:1900::/28 country US"),
        new("pfx2as", "3.0.0.0\t12\t16509\n3.0.1.0\t24\t14618_16509\n3.2.0.0\t16\t64512\n2600:1f00::\t25\t14618\n",
            "3.0.0.0/12 asn 16509", "3.0.1.0/24 asn 14618", "2600:1f00::/25 asn 14618"),
        new("mrt", MrtWriter.File(mrt => mrt
                .Peers(3333, 1299, 12654)
                .Rib("3.0.0.0/23", MrtRoute.Along(0, 3333, 8987), MrtRoute.Along(1, 1299, 8987), MrtRoute.Along(2, 12654, 7018))
                .Rib("10.0.0.0/8", MrtRoute.Along(0, 3333, 8987))
                .Rib("34.0.0.0/10", MrtRoute.Along(0, 3333, 15169))
                .Rib("2600:1900:10::/44", MrtRoute.Along(1, 1299, 15169))),
            "3.0.0.0/23 asn 8987", "34.0.0.0/10 asn 15169", "2600:1900:10::/44 asn 15169"),
        new("mmdb", new MmdbWriter()
                .Add("3.0.0.0/9", new Dictionary<string, object> { ["autonomous_system_number"] = 16509u, ["country"] = MmdbSamples.Country("FR", "Frankreich") })
                .Add("13.64.0.0/11", new Dictionary<string, object> { ["autonomous_system_number"] = 8075u })
                .Add("2600:1f00:4000::/35", new Dictionary<string, object> { ["country"] = MmdbSamples.Country("US", "USA") })
                .ToBytes(),
            "3.0.0.0/9 asn 16509", "13.64.0.0/11 asn 8075", "3.0.0.0/9 country FR", "2600:1f00:4000::/35 country US"),
    ];

    /// <summary>Real files of the types that there are real files of, as far as they are to be had.</summary>
    public static IEnumerable<(string Feed, byte[] File)> RealFiles()
    {
        (string Feed, string Path)[] files =
        [
            ("aws", "feeds/aws-ip-ranges.json"), ("gcp", "feeds/gcp-cloud.json"), ("azure", "feeds/azure-service-tags.json"), ("oracle", "feeds/oracle-public-ip-ranges.json"),
            ("edge", "feeds/cloudflare-v4-ip-ranges.txt"), ("places", "feeds/digitalocean.csv"), ("mrt", "mrt/bview.20140112.1600_3samples.bz2"),
            ("mmdb", "feeds/GeoLite2-ASN-Test.mmdb"), ("mmdb", "feeds/GeoLite2-Country-Test.mmdb"),
        ];
        return
            from file in files
            let path = Path.Combine(SharedData.Root ?? "", file.Path)
            where File.Exists(path)
            select (file.Feed, File.ReadAllBytes(path));
    }
}
