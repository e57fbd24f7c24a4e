using System.Text;
using Fairlead.Networks;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>Small feeds of prefixes, ASNs and countries in JSON, CSV and TSV, and the real ones where they are to be had.</summary>
internal static class TextFeedSamples
{
    public const string Oracle = """
        {
          "last_updated_timestamp": "2025-07-21T07:13:25.457838",
          "regions": [
            {"region": "us-ashburn-1", "cidrs": [{"cidr": "129.80.0.0/16", "tags": ["OCI"]}, {"cidr": "134.70.24.1/21", "tags": ["OBJECT_STORAGE"]}]},
            {"cidrs": [{"tags": ["OCI"], "cidr": "2603:c020::/36"}], "region": "eu-frankfurt-1"}
          ]
        }
        """;

    public const string Fastly = """{"addresses": ["23.235.32.0/20", "43.249.72.0/22"], "ipv6_addresses": ["2a04:4e40::/32", "2a04:4e42::/32"]}""";

    public const string Geofeed = """"
        # one of RFC 8805's kind
        5.101.96.0/21,NL,NL-NH,Amsterdam,1098 XH
        24.144.64.9/22,us,us-nj,North Bergen,
        37.139.0.1,NL

        45.55.0.0/16,,,,
        46.101.0.0/16,ZZ
        "2400:6180::/32", SG ,SG-05,"Jurong, ""West""",6,7,8
        """";

    public const string Ip2Asn =
        "1.0.0.0\t1.0.0.255\t13335\tUS\tCLOUDFLARENET\n" +
        "1.0.1.0\t1.0.3.255\t0\tNone\tNot routed\n" +
        "1.0.4.0\t1.0.7.255\t38803\tAU\tGTELECOM \"Gtelecom\" Pty, Ltd\n" +
        "10.0.0.0\t10.255.255.255\t0\tNone\tNot routed\n" +
        "1.1.1.0\t1.1.1.255\t64512\tAU\tleaked\n" +
        "2001:200::\t2001:200:1b9:ffff:ffff:ffff:ffff:ffff\t2500\tJP\tWIDE-BB WIDE Project\n";

    public const string AsnCsv =
        "1.0.0.0,1.0.0.255,13335,\"Cloudflare, Inc.\"\r\n" +
        "1.0.4.0,1.0.7.255,38803,Gtelecom Pty Ltd\r\n" +
        "1.0.16.0,1.0.16.255,13335,another name\r\n" +
        "102.135.184.0,102.135.187.255,328903,\"Réseau \"\"RITER\"\"\"\r\n" +
        "2001:4:112::,2001:4:112:ffff:ffff:ffff:ffff:ffff,112,DNS-OARC\r\n";

    public const string AsnCsvNumbers =
        "16777216,16777471,13335,\"Cloudflare, Inc.\"\n42540488479219738492182115193345540096,42540488479220947418001729822520246271,112,DNS-OARC\n";

    public const string AsnCsvNetworks =
        "network,autonomous_system_number,autonomous_system_organization\n" +
        "1.0.0.0/24,13335,CLOUDFLARENET\n1.0.4.0/22,38803,\"Gtelecom, Pty\"\n2001:200::/37,2500,\"WIDE Project\"\n";

    public const string CountryCsv =
        "1.0.0.0,1.0.0.255,AU\n1.0.1.0,1.0.3.255,CN\n1.0.4.0,1.0.7.255,ZZ\n2001:2::,2001:2::ffff:ffff:ffff:ffff:ffff,JP\n2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,JP\n";

    public const string Pfx2As =
        "1.0.0.0\t24\t13335\n1.0.4.0\t22\t38803_56203\n1.0.8.0\t22\t4777,2516\n1.0.16.0\t24\t64512_2519\n1.0.32.0\t24\t7,7\n1.0.64.0\t24\t65001\n2001:200::\t32\t2500\n";

    /// <summary>The type and bytes of every sample and of every real feed there is.</summary>
    public static IEnumerable<(string Type, byte[] Content)> All()
    {
        yield return ("oracle", Bytes(Oracle));
        yield return ("fastly", Bytes(Fastly));
        yield return ("geofeed", Bytes(Geofeed));
        yield return ("ip2asn", Bytes(Ip2Asn));
        yield return ("asn-csv", Bytes(AsnCsv));
        yield return ("asn-csv", Bytes(AsnCsvNumbers));
        yield return ("asn-csv", Bytes(AsnCsvNetworks));
        yield return ("country-csv", Bytes(CountryCsv));
        yield return ("pfx2as", Bytes(Pfx2As));
        if (Real("oracle-public-ip-ranges.json") is { } oracle) yield return ("oracle", oracle);
        if (Real("digitalocean.csv") is { } geofeed) yield return ("geofeed", geofeed);
    }

    /// <summary>A real feed, or null where it is not to be had.</summary>
    public static byte[]? Real(string name) =>
        SharedData.Root is { } root && Path.Combine(root, "feeds", name) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null;

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Reads a feed that comes a few bytes at a time, as from a network.</summary>
    public static FeedContent Parse(string type, byte[] content, string? region = null)
    {
        var source = new FeedSource(type, type, type, region, "/feed", null);
        using var stream = new SlowStream(content);
        return type switch
        {
            "oracle" => OracleFeed.Parse(stream, source),
            "fastly" => FastlyFeed.Parse(stream, source),
            "geofeed" => GeofeedFeed.Parse(stream, source),
            "ip2asn" => Ip2AsnFeed.Parse(stream, source),
            "asn-csv" => AsnCsvFeed.Parse(stream, source),
            "country-csv" => CountryCsvFeed.Parse(stream, source),
            "pfx2as" => Pfx2AsFeed.Parse(stream, source),
            _ => throw new ArgumentException(type, nameof(type)),
        };
    }

    public static FeedContent Parse(string type, string content, string? region = null) => Parse(type, Bytes(content), region);

    /// <summary>What is said of a feed that is refused.</summary>
    public static string Refusal(string type, string content) =>
        Should.Throw<FeedFormatException>(() => Parse(type, content)).Message;

    /// <summary>Its ASNs as text: <c>prefix ASN</c>.</summary>
    public static IEnumerable<string> Asns(FeedContent content) => Numbers(content.Asns).Select(one => $"{one.Prefix} {one.Number}");

    /// <summary>Its countries as text: <c>prefix country</c>.</summary>
    public static IEnumerable<string> Countries(FeedContent content) =>
        Numbers(content.Countries).Select(one => $"{one.Prefix} {CountryCode.Of((int)one.Number)}");

    /// <summary>Its names as text: <c>ASN name</c>, by ASN.</summary>
    public static IEnumerable<string> Names(FeedContent content) =>
        content.AsnNames.OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value}");

    /// <summary>What was left out as text: <c>reason: count</c>, by reason.</summary>
    public static IEnumerable<string> Dropped(FeedContent content) =>
        content.Dropped.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {one.Value}");

    private static IEnumerable<(IpPrefix Prefix, uint Number)> Numbers(PrefixNumbers numbers)
    {
        foreach (var one in numbers.V4.ToArray())
            yield return (IpPrefix.Of(IpAddress.V4(one.First), one.Length), one.Number);
        foreach (var one in numbers.V6.ToArray())
            yield return (IpPrefix.Of(IpAddress.V6(one.First), one.Length), one.Number);
    }
}
