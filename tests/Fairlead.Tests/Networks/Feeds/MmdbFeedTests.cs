using Fairlead.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class MmdbFeedTests
{
    public static TheoryData<int, bool> Shapes => new() { { 24, false }, { 28, false }, { 32, false }, { 24, true }, { 28, true }, { 32, true } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Parse_Sample_GivesAsnsNamesAndCountries(int recordBits, bool isIPv6)
    {
        var content = MmdbSamples.Parse(MmdbSamples.Sample(recordBits, isIPv6).ToBytes());

        content.Entries.ShouldBeEmpty();
        MmdbSamples.Asns(content).ShouldBe(["3.0.0.0/9 16509", "16.0.0.0/8 71", .. isIPv6 ? ["2600:1f00::/24 16509"] : Array.Empty<string>()]);
        MmdbSamples.Countries(content).ShouldBe(
            ["3.0.0.0/9 DE", "81.2.69.142/31 GB", .. isIPv6 ? ["2600:1f00::/24 DE", "2a00:1450:4000::1/128 IE"] : Array.Empty<string>()]);
        content.AsnNames.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}")
            .ShouldBe(["71 Hewlett-Packard Entwicklungsgesellschaft für Prüfgeräte", "16509 Amazon.com, Inc."]);
        content.Dropped.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}").ShouldBe(["1 bogon prefix", "1 reserved ASN"]);
    }

    [Theory]
    [InlineData(24, 0xFFFF_F0u)]
    [InlineData(28, 0xFFFF_FF0u)]
    [InlineData(32, 0xFFFF_FFF0u)]
    public void Parse_RecordWithHighBits_IsReadWhole(int recordBits, uint record) =>
        // Too far for a test's file, but each bit of it must count: one left out would lead to a node, or into the data.
        MmdbSamples.Refusal(MmdbSamples.Sample(recordBits).AddAt("2c00::/16", record - 16 - NodesWith(recordBits)))
            .ShouldEndWith("a record leads outside of the data");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parse_PointerOfEachForm_LeadsToTheSamePlace(int form)
    {
        // The longer forms begin where the one before them ends.
        var offset = form switch { 1 => 2_048 + 70_000, 2 => 526_336 + 70_000, _ => 2_000 };
        var writer = new MmdbWriter();
        writer.Data.AddRange(new byte[offset]);
        var country = writer.Append(MmdbSamples.Country("SE", "Schweden"));
        country.ShouldBe(offset);
        writer.Add("16.0.0.0/8", new (object, object)[] { ("country", new MmdbPointer((uint)country, form)) });

        MmdbSamples.Countries(MmdbSamples.Parse(writer.ToBytes())).ShouldBe(["16.0.0.0/8 SE"]);
    }

    [Theory]
    [InlineData(28)]
    [InlineData(29)]
    [InlineData(284)]
    [InlineData(285)]
    [InlineData(65_820)]
    [InlineData(65_821)]
    [InlineData(70_000)]
    public void Parse_SizeOfEachForm_IsPassedOver(int size)
    {
        var writer = new MmdbWriter().Add("16.0.0.0/8", new (object, object)[] { ("raw", new byte[size]), ("autonomous_system_number", 71u) });
        MmdbSamples.Asns(MmdbSamples.Parse(writer.ToBytes())).ShouldBe(["16.0.0.0/8 71"]);
    }

    [Fact]
    public void Parse_DataOnWayToIPv4_AreThoseOfIPv4Too()
    {
        // Of the addresses of IPv6 there, none is anybody's.
        var writer = new MmdbWriter().Add("::/95", new Dictionary<string, object> { ["autonomous_system_number"] = 71u });
        MmdbSamples.Refusal(writer).ShouldEndWith("one record is for all of IPv4");
    }

    [Fact]
    public void Parse_MappedAddresses_AreLeftOut()
    {
        // A copy in place of an alias: no address of ours looks there.
        var writer = new MmdbWriter().Add("16.0.0.0/8", Asn(71)).Add("::ffff:0:0/96", Asn(72)).Add("2002:1000::/24", Asn(73));
        MmdbSamples.Asns(MmdbSamples.Parse(writer.ToBytes())).ShouldBe(["16.0.0.0/8 71", "2002:1000::/24 73"]);
    }

    [Fact]
    public void Parse_NameOfReservedAsn_IsLeftOut() =>
        MmdbSamples.Parse(MmdbSamples.Sample().ToBytes()).AsnNames.Keys.ShouldNotContain(64_512u);

    [Fact]
    public void Parse_NameTooLong_IsLeftOutAndCounted()
    {
        var content = MmdbSamples.Parse(new MmdbWriter().Add("16.0.0.0/8", Asn(71, new string('x', 257))).Add("17.0.0.0/8", Asn(72, new string('x', 256))).ToBytes());
        content.AsnNames.Keys.ShouldBe([72u]);
        content.Dropped.ShouldHaveSingleItem().ShouldBe(new("name too long", 1));
        content.Asns.Count.ShouldBe(2);
    }

    [Fact]
    public void Parse_SeveralNamesOfAnAsn_GivesTheFirst() =>
        MmdbSamples.Parse(new MmdbWriter().Add("16.0.0.0/8", Asn(71, "first")).Add("17.0.0.0/8", Asn(71, "second")).ToBytes())
            .AsnNames.ShouldHaveSingleItem().ShouldBe(new(71u, "first"));

    [Fact]
    public void Parse_NoCountryYet_IsNone()
    {
        var content = MmdbSamples.Parse(new MmdbWriter()
            .Add("16.0.0.0/8", new Dictionary<string, object> { ["country_code"] = "", ["autonomous_system_number"] = 71u })
            .Add("17.0.0.0/8", new Dictionary<string, object> { ["country"] = "Sweden", ["country_code"] = "SE" }).ToBytes());
        MmdbSamples.Countries(content).ShouldBe(["17.0.0.0/8 SE"]);
    }

    [Fact]
    public void Parse_BytesAfterTheMarkerInData_AreData()
    {
        // The last marker counts.
        var writer = new MmdbWriter().Add("16.0.0.0/8", new (object, object)[] { ("raw", (byte[])[0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]), ("autonomous_system_number", 71u) });
        MmdbSamples.Asns(MmdbSamples.Parse(writer.ToBytes())).ShouldBe(["16.0.0.0/8 71"]);
    }

    [Fact]
    public void Parse_StreamThatGivesLittleAtATime_IsReadWhole()
    {
        var file = new MmdbWriter().Add("16.0.0.0/8", new (object, object)[] { ("raw", new byte[3 << 20]), ("autonomous_system_number", 71u) }).ToBytes();
        using var stream = new TricklingStream(file);
        MmdbSamples.Asns(MmdbFeed.Parse(stream, file.Length, 1)).ShouldBe(["16.0.0.0/8 71"]);
    }

    [Fact]
    public void Parse_FileOverTheLimit_IsRefusedAsSoonAsItIs()
    {
        var file = MmdbSamples.Sample().ToBytes();
        foreach (var stream in (Stream[])[new MemoryStream(file), new TricklingStream(file)])
        {
            using (stream) Should.Throw<FeedFormatException>(() => MmdbFeed.Parse(stream, file.Length - 1, 100)).Message.ShouldContain("the file is larger than");
        }
    }

    [Fact]
    public void Parse_MorePrefixesThanTheLimit_IsRefused()
    {
        var file = MmdbSamples.Sample().ToBytes();
        MmdbFeed.Parse(new MemoryStream(file), file.Length, 5).Countries.Count.ShouldBe(4);
        Should.Throw<FeedFormatException>(() => MmdbFeed.Parse(new MemoryStream(file), file.Length, 4)).Message.ShouldContain("more than 4 prefixes");
    }

    private static Dictionary<string, object> Asn(uint number, string name = "") =>
        new() { ["autonomous_system_number"] = number, ["autonomous_system_organization"] = name };

    private static long NodesWith(int recordBits) => MmdbSamples.Sample(recordBits).AddAt("2c00::/16", 0).Nodes;
}
