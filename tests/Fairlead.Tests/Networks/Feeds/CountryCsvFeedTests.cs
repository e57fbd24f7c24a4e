namespace Fairlead.Tests.Networks.Feeds;

public sealed class CountryCsvFeedTests
{
    [Fact]
    public void Parse_Sample_GivesCountries()
    {
        var content = TextFeedSamples.Parse("country-csv", TextFeedSamples.CountryCsv);

        TextFeedSamples.Countries(content).ShouldBe(["1.0.0.0/24 AU", "1.0.1.0/24 CN", "1.0.2.0/23 CN", "2001:200::/32 JP"]);
        content.Asns.Count.ShouldBe(0);
        TextFeedSamples.Dropped(content).ShouldBe(["bogon prefix: 1", "no country: 1"]);
    }

    [Fact]
    public void Parse_QuotedNumbers_AreRead() =>
        TextFeedSamples.Countries(TextFeedSamples.Parse("country-csv", "\"16777216\",\"16777471\",\"au\"\n")).ShouldBe(["1.0.0.0/24 AU"]);

    [Theory]
    [InlineData("1.0.0.0,1.0.0.255\n", "line 1: 2 fields, where start,end,country are wanted")]
    [InlineData("1.0.0.0,1.0.0.255,AU,Australia\n", "line 1: 4 fields, where start,end,country are wanted")]
    [InlineData("1.0.0.0,1.0.0.255,A1\n", "line 1: not a country of two letters: 'A1'")]
    [InlineData("1.0.0.0/24,AU,x\n", "line 1: not an address: '1.0.0.0/24'")]
    [InlineData("1.0.0.255,1.0.0.0,AU\n", "line 1: the range's end, 1.0.0.0, is before its start, 1.0.0.255")]
    [InlineData("1.0.0.0,1.0.0.255,AU\n1.0.0.9,1.0.0.9,CN\n", "line 2: the range from 1.0.0.9 to 1.0.0.9 overlaps one before it")]
    [InlineData("1.0.0.0,1.0.0.255,AU\n1.0.1.0,1.0.1.255,AU\n1.0.0.9,1.0.0.9,CN\n", "the whole file: it is not in order, and 1.0.0.9/32 is in two ranges")]
    [InlineData("::,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,AU\n", "line 1: it says one thing of all of IPv6")]
    public void Parse_WrongLine_NamesIt(string feed, string message) => TextFeedSamples.Refusal("country-csv", feed).ShouldContain(message);
}
