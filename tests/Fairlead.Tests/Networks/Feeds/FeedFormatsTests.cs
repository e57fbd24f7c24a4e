using System.Text;
using Fairlead.Networks.Feeds;
using Fairlead.Tests.Formats.Streams;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class FeedFormatsTests
{
    [Fact]
    public void Parse_UnknownType_IsTheCallersError() =>
        Should.Throw<ArgumentException>(() => FeedSamples.Parse("gopher", "192.0.2.0/24"));

    [Fact]
    public void Parse_EveryFeed_HoldsPrefixesAndPassesTheGuard()
    {
        foreach (var (type, bytes) in FeedSamples.All())
        {
            var content = FeedSamples.Parse(type, bytes);

            content.Entries.ShouldNotBeEmpty();
            FeedGuard.Refusal(content, null).ShouldBeNull(type);
            FeedGuard.Refusal(content, FeedSamples.Parse(type, bytes)).ShouldBeNull(type);
        }
    }

    [Fact]
    public void Parse_EveryCloudFeed_HoldsBothFamiliesAndKnownRegions()
    {
        var regions = new Dictionary<string, string> { ["aws"] = "eu-west-1", ["gcp"] = "africa-south1", ["azure"] = "westeurope" };
        foreach (var (type, bytes) in FeedSamples.All().Where(feed => feed.Type != "cidrs"))
        {
            var entries = FeedSamples.Parse(type, bytes).Entries;

            entries.ShouldContain(entry => entry.Prefix.IsIPv4 && entry.Region == regions[type]);
            entries.ShouldContain(entry => !entry.Prefix.IsIPv4);
            entries.ShouldContain(entry => entry.Region == null);
        }
    }

    [Fact]
    public void Parse_RealCloudFeeds_AreReadWhole()
    {
        // What a sample can't show: that nothing of a long feed is passed over.
        foreach (var (type, bytes) in FeedSamples.Real().Where(feed => feed.Type != "cidrs"))
            FeedSamples.Parse(type, bytes).Entries.Count.ShouldBe(RealFeeds.Whole().Count(statement => statement.Network == type), type);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    public void Parse_PackedFeed_IsUnpackedWhateverItsType(string how)
    {
        foreach (var (type, bytes) in FeedSamples.All().Where(feed => feed.Content.Length < 4096))
        {
            var packed = Packed.Pack(how, bytes);

            FeedSamples.Parse(type, packed).Entries.ShouldBe(FeedSamples.Parse(type, bytes).Entries);
            Should.Throw<FeedFormatException>(() => FeedSamples.Parse(type, packed.AsSpan(0, packed.Length - 1)), type).Message.ShouldContain("cut short");
            Should.Throw<FeedFormatException>(() => FeedSamples.Parse(type, [.. packed, 1]), type).Message.ShouldContain("something follows the end");
        }
    }

    [Fact]
    public void Parse_UnpackedLargerThanTheLimit_IsRefused()
    {
        var source = new FeedSource("office", "cidrs", "office", null, "/feed", null);
        var packed = Packed.Gzip(FeedSamples.Bytes("192.0.2.0/24" + new string('\n', 100_000)));

        Should.Throw<FeedFormatException>(() => FeedFormats.Parse(source, new MemoryStream(packed), FeedLimits.Default with { Bytes = 100_000 }))
            .Message.ShouldBe("unpacked, it is larger than 100000 bytes");
    }

    [Fact]
    public void Parse_ByteOrderMark_IsPassedOver()
    {
        foreach (var (type, bytes) in FeedSamples.All())
            FeedSamples.Parse(type, [.. Encoding.UTF8.Preamble, .. bytes]).Entries.ShouldBe(FeedSamples.Parse(type, bytes).Entries);
    }

    [Theory]
    [InlineData("aws", "{\"x\": \"\n")]
    [InlineData("cidrs", "192.0.2.0/24 #\n")]
    public void Parse_InvalidUtf8_SaysWhere(string type, string before) =>
        Should.Throw<FeedFormatException>(() => FeedSamples.Parse(type, [.. FeedSamples.Bytes(before), (byte)'"', 0xC3, (byte)'"', (byte)'}']))
            .Message.ShouldBe("line 2, byte 2: not valid UTF-8");

    [Fact]
    public void Parse_TooManyPrefixes_IsRefused()
    {
        var feed = new StringBuilder().Insert(0, "192.0.2.1\n", FeedEntries.Most + 1).ToString();

        FeedSamples.Parse("cidrs", feed[..^10]).Entries.Count.ShouldBe(FeedEntries.Most);
        FeedSamples.Refusal("cidrs", feed).ShouldContain("line 250001: more than 250000 prefixes");
    }

    [Fact]
    public void Parse_TooManyPrefixesOfBothFamilies_IsRefused()
    {
        const string one = "{\"ip_prefix\": \"192.0.2.0/24\", \"region\": \"r\"}";
        const string both = ",{\"ip_prefix\": \"192.0.2.0/24\", \"ipv6_prefix\": \"2001:db8::/32\", \"region\": \"r\"}";
        var feed = "{\"prefixes\": [" + one + string.Concat(Enumerable.Repeat(both, FeedEntries.Most / 2)) + "]}";

        FeedSamples.Refusal("aws", feed).ShouldContain("more than 250000 prefixes");
    }

    [Theory]
    [InlineData("aws", "{\"prefixes\": [", "{\"ip_prefix\": \"192.0.2.0/24\", \"region\": \"r#\"}")]
    [InlineData("gcp", "{\"prefixes\": [", "{\"ipv4Prefix\": \"192.0.2.0/24\", \"scope\": \"r#\"}")]
    [InlineData("azure", "{\"values\": [", "{\"name\": \"AzureCloud.r#\", \"properties\": {\"addressPrefixes\": [\"192.0.2.0/24\"]}}")]
    public void Parse_TooManyRegions_IsRefused(string type, string start, string entry)
    {
        FeedSamples.Parse(type, Feed(FeedEntries.MostRegions)).Entries.Count.ShouldBe(FeedEntries.MostRegions);
        FeedSamples.Refusal(type, Feed(FeedEntries.MostRegions + 1)).ShouldContain("more than 1000 regions");

        string Feed(int regions) => start + string.Join(',', Enumerable.Range(0, regions).Select(number => entry.Replace("#", $"{number}"))) + "]}";
    }

    [Fact]
    public void Parse_JsonCutAnywhere_IsRefused()
    {
        foreach (var (type, bytes) in FeedSamples.All().Where(feed => feed.Type != "cidrs"))
        {
            for (var i = 0; i < 50; i++)
            {
                var cut = bytes.AsMemory(0, (int)((long)bytes.Length * i / 50));
                Should.Throw<FeedFormatException>(() => FeedSamples.Parse(type, cut.Span), $"{type} cut at {cut.Length}");
            }
        }
    }

    [Fact]
    public void Parse_EverySampleCutAtEveryByte_IsReadOrRefused()
    {
        foreach (var (type, bytes) in FeedSamples.All().Where(feed => feed.Content.Length < 4096))
        {
            for (var length = 0; length < bytes.Length; length++) ReadOrRefuse(type, bytes.AsSpan(0, length), $"{type} cut at {length}");
        }
    }

    [Fact]
    public void Parse_RandomDamage_IsReadOrRefused()
    {
        var random = new Random(20260729);
        foreach (var (type, bytes) in FeedSamples.All())
        {
            var rounds = bytes.Length < 4096 ? 3000 : 30;
            for (var round = 0; round < rounds; round++) ReadOrRefuse(type, Damage.Of(bytes, random), $"{type}, round {round}");
        }
    }

    private static void ReadOrRefuse(string type, ReadOnlySpan<byte> content, string which)
    {
        try
        {
            FeedSamples.Parse(type, content).Entries.ShouldNotBeEmpty(which);
        }
        catch (FeedFormatException e)
        {
            e.Message.Length.ShouldBeInRange(1, 300, which);
        }
        catch (Exception e)
        {
            Assert.Fail($"{which}: {e}");
        }
    }
}
