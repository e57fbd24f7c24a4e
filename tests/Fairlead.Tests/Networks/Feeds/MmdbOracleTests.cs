using Fairlead.Networks;
using Fairlead.Networks.Addresses;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>MaxMind's own test files where they are to be had, and made ones always, against a slow lookup of one address after another.</summary>
public sealed class MmdbOracleTests
{
    /// <summary>MaxMind's files that there are.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Files() =>
        from name in (string[])["GeoLite2-ASN-Test.mmdb", "GeoLite2-Country-Test.mmdb"]
        let path = Path.Combine(SharedData.Root ?? "", "feeds", name)
        where File.Exists(path)
        select (name, File.ReadAllBytes(path));

    [Fact]
    public void Parse_EveryFile_SaysWhatALookupOfEachAddressSays()
    {
        var samples = from bits in (int[])[24, 28, 32] from isIPv6 in (bool[])[false, true] select ($"sample of {bits}, {isIPv6}", MmdbSamples.Sample(bits, isIPv6).ToBytes());
        foreach (var (name, file) in samples.Concat(Files())) CompareWithOracle(name, file);
    }

    [Fact]
    public void Parse_RealAsnFile_HasWhatItIsKnownToHold()
    {
        foreach (var (_, file) in Files().Where(file => file.Name.Contains("ASN", StringComparison.Ordinal)))
        {
            var content = MmdbSamples.Parse(file);
            MmdbSamples.Asns(content).ShouldBeUnique();
            foreach (var known in (string[])["1.128.0.0/11 1221", "12.81.92.0/22 7018", "18.0.0.0/8 3", "38.0.0.0/8 174"])
                MmdbSamples.Asns(content).ShouldContain(known);
            (content.AsnNames[1221], content.AsnNames[3]).ShouldBe(("Telstra Pty Ltd", "Massachusetts Institute of Technology"));
            content.Countries.Count.ShouldBe(0);
        }
    }

    [Fact]
    public void Parse_RealCountryFile_HasWhatItIsKnownToHold()
    {
        foreach (var (_, file) in Files().Where(file => file.Name.Contains("Country", StringComparison.Ordinal)))
        {
            var content = MmdbSamples.Parse(file);
            foreach (var known in (string[])["2.125.160.216/29 GB", "67.43.156.0/24 BT", "81.2.69.142/31 GB", "89.160.20.112/28 SE", "216.160.83.56/29 US"])
                MmdbSamples.Countries(content).ShouldContain(known);
            content.Asns.Count.ShouldBe(0);
        }
    }

    private static void CompareWithOracle(string name, byte[] file)
    {
        var content = MmdbSamples.Parse(file);
        var oracle = new MmdbOracle(file);
        var asns = MmdbSamples.Each(content.Asns);
        var countries = MmdbSamples.Each(content.Countries);
        var random = new Random(20261121);
        var probes = asns.Concat(countries).SelectMany(one => Around(one.Prefix)).ToList();
        for (var i = 0; i < 300; i++) probes.Add(IpAddress.V4((uint)random.NextInt64(1L << 32)));
        for (var i = 0; i < 300; i++) probes.Add(IpAddress.V6(((UInt128)0x2000 << 112) | ((UInt128)(ulong)random.NextInt64() << 64 >> 4)));

        var found = 0;
        foreach (var address in probes.Where(address => !Bogons.Covers(IpPrefix.Of(address, address.Width))))
        {
            if (!address.IsIPv4 && IsAlias(address)) continue;
            var (asn, country, length) = Expected(oracle, address);
            Match(asns, address).ShouldBe(asn is 0 || ReservedAsns.Contains(asn) ? null : (asn, length), $"{name}: ASN of {address}");
            Match(countries, address).ShouldBe(country is 0 ? null : (country, length), $"{name}: country of {address}");
            if (asn > 0 || country > 0) found++;
        }
        found.ShouldBeGreaterThan(5, name);
    }

    // What the file has there it has for IPv4.
    private static bool IsAlias(IpAddress address) => IpPrefix.Parse("2001::/32").Contains(address) || IpPrefix.Parse("2002::/16").Contains(address);

    private static (uint Asn, uint Country, int Length) Expected(MmdbOracle oracle, IpAddress address)
    {
        if (oracle.Find(address) is not ({ } data, var length) || data is not Dictionary<string, object> map) return default;
        var asn = map.TryGetValue("autonomous_system_number", out var number) ? (uint)(UInt128)number : 0;
        var text = map.TryGetValue("country", out var place) ? ((Dictionary<string, object>)place).GetValueOrDefault("iso_code") : map.GetValueOrDefault("country_code");
        return (asn, text is string code && CountryCode.TryParse(FeedSamples.Bytes(code), out var country) ? (uint)country.Number : 0, length);
    }

    // The prefixes of a tree don't overlap: there is one, or none.
    private static (uint Number, int Length)? Match(List<(IpPrefix Prefix, uint Number)> all, IpAddress address)
    {
        var matches = all.Where(one => one.Prefix.Contains(address)).ToList();
        matches.Count.ShouldBeLessThanOrEqualTo(1);
        return matches.Count == 0 ? null : (matches[0].Number, matches[0].Prefix.Length);
    }

    private static IEnumerable<IpAddress> Around(IpPrefix prefix)
    {
        yield return prefix.First;
        yield return prefix.Last;
        yield return Near(prefix.First.Bits - 1);
        yield return Near(prefix.Last.Bits + 1);

        IpAddress Near(UInt128 bits) => prefix.IsIPv4 ? IpAddress.V4((uint)bits) : IpAddress.V6(bits);
    }
}
