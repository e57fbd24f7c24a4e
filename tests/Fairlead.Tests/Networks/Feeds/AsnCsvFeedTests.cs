using System.Globalization;
using System.Text;
using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class AsnCsvFeedTests
{
    [Fact]
    public void Parse_Ranges_GivesAsnsAndFirstNames()
    {
        var content = TextFeedSamples.Parse("asn-csv", TextFeedSamples.AsnCsv);

        TextFeedSamples.Asns(content).ShouldBe(
            ["1.0.0.0/24 13335", "1.0.4.0/22 38803", "1.0.16.0/24 13335", "102.135.184.0/22 328903", "2001:4:112::/48 112"]);
        TextFeedSamples.Names(content).ShouldBe(["112 DNS-OARC", "13335 Cloudflare, Inc.", "38803 Gtelecom Pty Ltd", "328903 Réseau \"RITER\""]);
        content.Countries.Count.ShouldBe(0);
        content.Dropped.ShouldBeEmpty();
    }

    [Fact]
    public void Parse_Numbers_GivesBothFamilies() =>
        TextFeedSamples.Asns(TextFeedSamples.Parse("asn-csv", TextFeedSamples.AsnCsvNumbers)).ShouldBe(["1.0.0.0/24 13335", "2001:4:112::/48 112"]);

    [Fact]
    public void Parse_Networks_GivesAsnsAndNames()
    {
        var content = TextFeedSamples.Parse("asn-csv", TextFeedSamples.AsnCsvNetworks);

        TextFeedSamples.Asns(content).ShouldBe(["1.0.0.0/24 13335", "1.0.4.0/22 38803", "2001:200::/37 2500"]);
        TextFeedSamples.Names(content).ShouldBe(["2500 WIDE Project", "13335 CLOUDFLARENET", "38803 Gtelecom, Pty"]);
    }

    [Fact]
    public void Parse_NetworksWithoutHeaderAndNested_AreRead()
    {
        var content = TextFeedSamples.Parse("asn-csv", "1.0.0.0/16,1,a\n1.0.4.9/22,2,b\n");

        TextFeedSamples.Asns(content).ShouldBe(["1.0.0.0/16 1", "1.0.4.0/22 2"]);
        content.Masked.ShouldBe(1);
    }

    [Fact]
    public void Parse_ReservedAsns_AreDroppedWithTheirNames()
    {
        var content = TextFeedSamples.Parse("asn-csv", "1.0.0.0,1.0.0.255,0,z\n1.0.1.0,1.0.1.255,65002,AS65002\n1.0.2.0,1.0.2.255,3,MIT\n");

        TextFeedSamples.Asns(content).ShouldBe(["1.0.2.0/24 3"]);
        TextFeedSamples.Names(content).ShouldBe(["3 MIT"]);
        TextFeedSamples.Dropped(content).ShouldBe(["reserved ASN: 2"]);
    }

    [Fact]
    public void Parse_RangeOverBogons_IsCutAtTheirEdges()
    {
        var content = TextFeedSamples.Parse("asn-csv", "9.255.255.0,11.0.0.255,3,MIT\n172.16.0.0,172.16.0.255,3,MIT\n2001:db7:ffff::,2001:db9::ffff,3,MIT\n");

        TextFeedSamples.Asns(content).ShouldBe(["9.255.255.0/24 3", "11.0.0.0/24 3", "2001:db7:ffff::/48 3", "2001:db9::/112 3"]);
        TextFeedSamples.Dropped(content).ShouldBe(["bogon prefix: 3"]);
    }

    [Fact]
    public void Parse_RangeFromTheFirstToTheLastBogon_KeepsWhatIsBetween()
    {
        var content = TextFeedSamples.Parse("asn-csv", "0.0.0.0,255.255.255.254,3,MIT\n");

        var first = content.Asns.V4.ToArray();
        first[0].First.ShouldBe(0x01000000u);
        first[^1].Last.ShouldBe(0xDFFFFFFFu);
        first.Sum(one => (long)one.Last - one.First + 1).ShouldBe(3_702_258_688); // the blocks of the registry taken from 2^32
        TextFeedSamples.Dropped(content).ShouldBe(["bogon prefix: 1"]);
    }

    [Theory]
    [InlineData("1.0.0.0,1.0.0.255,1,a\n1.0.0.255,1.0.1.255,2,b\n", "line 2: the range from 1.0.0.255 to 1.0.1.255 overlaps one before it")]
    [InlineData("1.0.0.0,1.0.0.255,1,a\n1.0.0.0,1.0.0.255,1,a\n", "line 2: the range from 1.0.0.0 to 1.0.0.255 overlaps one before it")]
    [InlineData("1.0.1.0,1.0.1.255,1,a\n1.0.0.0,1.0.1.0,2,b\n", "the whole file: it is not in order, and 1.0.1.0/32 is in two ranges")]
    [InlineData("1.0.2.0,1.0.3.255,1,a\n1.0.8.0,1.0.8.255,1,a\n1.0.3.0,1.0.3.255,2,b\n", "the whole file: it is not in order, and 1.0.3.0/24 is in two ranges")]
    [InlineData("2001:200::,2001:200::ffff,1,a\n2001:300::,2001:300::ffff,1,a\n2001:200::1,2001:200::1,2,b\n", "the whole file: it is not in order, and 2001:200::1/128 is in two ranges")]
    public void Parse_OverlappingRanges_AreRefused(string feed, string message) => TextFeedSamples.Refusal("asn-csv", feed).ShouldBe(message);

    [Fact]
    public void Parse_FewOverlappingRanges_TheInnerOnesCount()
    {
        var others = string.Concat(Enumerable.Range(1, 2 * FeedFacts.RangesPerOverlap - 3).Select(i => $"2.0.{i}.0,2.0.{i}.255,9,i\n"));

        // The first holds the second, with which it shares a prefix; the third goes on where the first has ended.
        var content = TextFeedSamples.Parse("asn-csv", "1.0.0.0,1.0.3.255,1,a\n1.0.2.0,1.0.2.255,2,b\n1.0.3.128,1.0.4.255,3,c\n" + others);

        TextFeedSamples.Asns(content).Take(6).ShouldBe(
            ["1.0.0.0/23 1", "1.0.2.0/24 2", "1.0.3.0/25 1", "1.0.3.128/25 3", "1.0.4.0/24 3", "2.0.1.0/24 9"]);
        TextFeedSamples.Dropped(content).ShouldBe(["overlapping range: 2"]);
    }

    [Fact]
    public void Parse_RangesDeepWithinEachOther_AreRefused()
    {
        var nested = string.Concat(Enumerable.Range(0, RangeSweep.Deepest + 1).Select(i => $"1.0.0.{i},1.0.1.0,1,a\n"));

        TextFeedSamples.Refusal("asn-csv", nested).ShouldBe("line 65: more than 64 ranges within each other");
    }

    [Fact]
    public void Parse_RangesOutOfOrder_AreReadIfTheyAreApart() =>
        TextFeedSamples.Asns(TextFeedSamples.Parse("asn-csv", "1.0.2.0,1.0.2.255,1,a\n2001:200::,2001:200::ffff,2,b\n1.0.1.0,1.0.1.255,3,c\n1.0.3.0,1.0.3.255,4,d\n"))
            .ShouldBe(["1.0.2.0/24 1", "1.0.1.0/24 3", "1.0.3.0/24 4", "2001:200::/112 2"]);

    [Theory]
    [InlineData("1.0.0.0,1.0.0.255,13335\n", "line 1: 3 fields, where start,end,asn,name are wanted")]
    [InlineData("1.0.0.0,1.0.0.255,13335,Cloudflare, Inc.\n", "line 1: 5 fields, where start,end,asn,name are wanted")]
    [InlineData("1.0.0.0/24,13335\n", "line 1: 2 fields, where network,asn,name are wanted")]
    [InlineData("1.0.0.0/24,13335,a\n1.0.1.0,1.0.1.255,13335,a\n", "line 2: 4 fields, where network,asn,name are wanted")]
    [InlineData("1.0.0.0,1.0.0.255,13335,a\n1.0.1.0/24,1.0.1.255,13335,a\n", "line 2: not an address: '1.0.1.0/24'")]
    [InlineData("start,end,asn,name\n", "line 1: not an address: 'start'")]
    [InlineData("1.0.0.0,1.0.0.255,13335,\"Cloudflare\n", "line 1: a quote that is")]
    [InlineData("1.0.0.0,1.0.0.255,13335,Cloud\"flare\"\n", "line 1: a quote that is")]
    [InlineData("1.0.0.0,1.0.0.255,13335,\"Cloud\"flare\n", "line 1: a quote that is")]
    [InlineData("1.0.0.0,1.0.0.255,-1,a\n", "line 1: not an ASN: '-1'")]
    [InlineData("1.0.0.0,1.0.0.255, 1,a\n", "line 1: not an ASN: ' 1'")]
    [InlineData("1.0.0.255,1.0.0.0,1,a\n", "line 1: the range's end, 1.0.0.0, is before its start, 1.0.0.255")]
    [InlineData("16777216,42540488479220947418001729822520246271,1,a\n", "line 1: a range from one address family into the other")]
    [InlineData("340282366920938463463374607431768211456,340282366920938463463374607431768211457,1,a\n", "line 1: not an address: '340282366920938463463374607431768211456'")]
    [InlineData("::/0,1,a\n", "line 1: it says one thing of all of IPv6")]
    [InlineData("::,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,1,a\n", "line 1: it says one thing of all of IPv6")]
    [InlineData("::ffff:1.0.0.0/120,1,a\n", "line 1: not a CIDR prefix: '::ffff:1.0.0.0/120'")]
    [InlineData("1.0.0.0,\u001b[2J,1,a\n", "line 1: not an address: '?[2J'")]
    public void Parse_WrongLine_NamesIt(string feed, string message) => TextFeedSamples.Refusal("asn-csv", feed).ShouldContain(message);

    [Fact]
    public void Parse_TooManyPrefixes_IsRefused()
    {
        // All but the first and the last address of each /20: 22 prefixes.
        const int first = 16 << 24;
        var feed = new StringBuilder();
        for (var i = 0; i * 22 <= FeedFacts.Most; i++) feed.Append(CultureInfo.InvariantCulture, $"{first + (i << 12) + 1},{first + (i << 12) + 4094},3,\n");

        TextFeedSamples.Refusal("asn-csv", feed.ToString()).ShouldBe("line 181819: more than 4000000 prefixes");
    }
}
