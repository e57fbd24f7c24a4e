using Fairlead.Networks;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>Small MaxMind DBs, and what is read of them.</summary>
internal static class MmdbSamples
{
    /// <summary>Where MaxMind leads to IPv4 from.</summary>
    public static readonly string[] Aliases = ["::ffff:0:0/96", "2001::/32", "2002::/16"];

    /// <summary>A file with the fields of all types, shared keys and names, and, where its tree has room for them, IPv6 and aliases of IPv4.</summary>
    public static MmdbWriter Sample(int recordBits = 28, bool isIPv6 = true)
    {
        var writer = new MmdbWriter(recordBits, isIPv6);
        var number = new MmdbPointer((uint)writer.Append("autonomous_system_number"));
        var organization = new MmdbPointer((uint)writer.Append("autonomous_system_organization"), Form: 3);
        var germany = writer.Append(Country("DE", "Deutschland"));
        var amazon = writer.Append(new (object, object)[] { (number, 16509u), (organization, "Amazon.com, Inc."), ("country", new MmdbPointer((uint)germany)) });
        writer.AddAt("3.0.0.0/9", amazon);
        writer.Add("16.0.0.0/8", new (object, object)[] { (number, (ushort)71), (organization, "Hewlett-Packard Entwicklungsgesellschaft für Prüfgeräte") });
        writer.Add("81.2.69.142/31", new Dictionary<string, object>
        {
            ["continent"] = new Dictionary<string, object> { ["code"] = "EU" },
            ["country"] = Country("GB", "Vereinigtes Königreich"),
            ["registered_country"] = Country("US", "USA"),
            ["subdivisions"] = new object[] { Country("ENG", "England") },
            ["traits"] = new (object, object)[]
            {
                ("anycast", true), ("satellite", false), ("score", 0.25), ("ratio", 0.5f), ("offset", -7), ("id", UInt128.MaxValue),
                ("raw", new byte[300]), ("zero", 0u), ("epoch", 1_785_313_625UL),
            },
        });
        writer.Add("203.0.113.0/24", new Dictionary<string, object> { ["country"] = Country("FR", "Frankreich") });
        writer.Add("192.175.48.0/24", new Dictionary<string, object> { ["autonomous_system_number"] = 64_512u, ["autonomous_system_organization"] = "private" });
        writer.Add("80.0.0.0/8", new Dictionary<string, object> { ["registered_country"] = Country("NL", "Niederlande") });
        if (!isIPv6) return writer;
        writer.AddAt("2600:1f00::/24", amazon);
        writer.Add("2a00:1450:4000::1/128", new Dictionary<string, object> { ["country_code"] = "ie" });
        foreach (var alias in Aliases) writer.Link(alias, "::/96");
        return writer;
    }

    public static Dictionary<string, object> Country(string code, string name) => new()
    {
        ["geoname_id"] = 2_635_167u,
        ["is_in_european_union"] = true,
        ["iso_code"] = code,
        ["names"] = new Dictionary<string, object> { ["de"] = name },
    };

    public static FeedContent Parse(byte[] file) => FeedFormats.Parse(new FeedSource("mmdb", "mmdb", "mmdb", null, "/feed", null), new MemoryStream(file));

    public static string Refusal(byte[] file) => Should.Throw<FeedFormatException>(() => Parse(file)).Message;

    public static string Refusal(MmdbWriter writer) => Refusal(writer.ToBytes());

    /// <summary>Prefixes and ASNs, as text.</summary>
    public static string[] Asns(FeedContent content) => [.. Each(content.Asns).Select(one => $"{one.Prefix} {one.Number}")];

    /// <summary>Prefixes and countries, as text.</summary>
    public static string[] Countries(FeedContent content) => [.. Each(content.Countries).Select(one => $"{one.Prefix} {CountryCode.Of((int)one.Number)}")];

    public static List<(IpPrefix Prefix, uint Number)> Each(PrefixNumbers numbers)
    {
        var all = new List<(IpPrefix, uint)>();
        foreach (var one in numbers.V4) all.Add((IpPrefix.Of(IpAddress.V4(one.First), one.Length), one.Number));
        foreach (var one in numbers.V6) all.Add((IpPrefix.Of(IpAddress.V6Unmapped(one.First), one.Length), one.Number));
        return all;
    }
}
