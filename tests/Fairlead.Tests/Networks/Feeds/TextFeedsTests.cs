using System.Text;
using Fairlead.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>What holds for each of them.</summary>
public sealed class TextFeedsTests
{
    public static TheoryData<string> LineTypes => ["geofeed", "ip2asn", "asn-csv", "country-csv", "pfx2as"];

    public static TheoryData<string> Types => ["oracle", "fastly", .. LineTypes.Select(row => row.Data)];

    [Fact]
    public void Parse_EverySample_IsReadTheSameByTheTable()
    {
        foreach (var (type, bytes) in TextFeedSamples.All())
        {
            var content = TextFeedSamples.Parse(type, bytes);

            Facts(content).ShouldNotBeEmpty(type);
            Facts(FeedSamples.Parse(type, bytes)).ShouldBe(Facts(content), type);
            FeedFormats.Types.ShouldContain(type);
        }
    }

    [Fact]
    public void Parse_ByteOrderMarkAndLineEnds_MakeNoDifference()
    {
        foreach (var (type, bytes) in TextFeedSamples.All())
        {
            var facts = Facts(TextFeedSamples.Parse(type, bytes));
            var text = Encoding.UTF8.GetString(bytes);

            Facts(TextFeedSamples.Parse(type, [.. Encoding.UTF8.Preamble, .. bytes])).ShouldBe(facts, type);
            Facts(TextFeedSamples.Parse(type, text.ReplaceLineEndings("\r\n"))).ShouldBe(facts, type);
            Facts(TextFeedSamples.Parse(type, text.ReplaceLineEndings("\n").TrimEnd('\n'))).ShouldBe(facts, type);
            Facts(TextFeedSamples.Parse(type, text + "\n\n")).ShouldBe(facts, type);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Parse_InvalidUtf8_SaysWhere(string type) =>
        Should.Throw<FeedFormatException>(() => TextFeedSamples.Parse(type, [.. "\n\""u8, 0xC3, .. "\""u8])).Message
            .ShouldBe("line 2, byte 2: not valid UTF-8");

    [Theory]
    [MemberData(nameof(LineTypes))]
    public void Parse_NothingInIt_IsRefused(string type) => TextFeedSamples.Refusal(type, "\r\n\n").ShouldBe("the whole file: it holds no prefix");

    [Theory]
    [MemberData(nameof(LineTypes))]
    public void Parse_EndlessLine_IsRefused(string type) =>
        TextFeedSamples.Refusal(type, "\n" + new string('1', 100_000)).ShouldBe("line 2: longer than 4096 bytes");

    [Fact]
    public void Parse_EverySampleCutAtEveryByte_IsReadOrRefused()
    {
        foreach (var (type, bytes) in TextFeedSamples.All().Where(feed => feed.Content.Length < 4096))
        {
            for (var length = 0; length < bytes.Length; length++) ReadOrRefuse(type, bytes[..length], $"{type} cut at {length}");
        }
    }

    [Fact]
    public void Parse_RandomDamage_IsReadOrRefused()
    {
        var random = new Random(20260730);
        foreach (var (type, bytes) in TextFeedSamples.All())
        {
            var rounds = bytes.Length < 4096 ? 2000 : 30;
            for (var round = 0; round < rounds; round++) ReadOrRefuse(type, Damage.Of(bytes, random), $"{type}, round {round}");
        }
    }

    private static void ReadOrRefuse(string type, byte[] bytes, string which)
    {
        try
        {
            Facts(TextFeedSamples.Parse(type, bytes)).ShouldNotBeEmpty(which);
        }
        catch (FeedFormatException e)
        {
            e.Message.Length.ShouldBeInRange(1, 300, which);
            e.Message.ShouldAllBe(c => c >= ' ', which);
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            Assert.Fail($"{which}: {e}");
        }
    }

    private static string[] Facts(FeedContent content) =>
        [.. FeedSamples.Text(content), .. TextFeedSamples.Asns(content), .. TextFeedSamples.Countries(content)];
}
