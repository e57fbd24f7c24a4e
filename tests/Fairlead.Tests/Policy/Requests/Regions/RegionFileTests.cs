using System.Text;
using Fairlead.Policy.Requests.Regions;

namespace Fairlead.Tests.Policy.Requests.Regions;

public sealed class RegionFileTests
{
    [Theory]
    [InlineData("# c\naws\teu-west-3\tParis\t48.86\t2.35\n")]
    [InlineData("\n# c\n\naws\teu-west-3\tParis\t48.86\t2.35")]
    public void Parse_CommentsAndRows_Rows(string text) =>
        Parse(text).ShouldBe([new("eu-west-3", new RegionLocation(48.86, 2.35))]);

    [Theory]
    [InlineData("aws\teu-west-3\tParis\t48.86")]
    [InlineData("aws\teu-west-3\tParis\t48.86\t2.35\tmore")]
    [InlineData("aws\t\tParis\t48.86\t2.35")]
    [InlineData("\teu-west-3\tParis\t48.86\t2.35")]
    [InlineData("aws\teu-west-3\t\t48.86\t2.35")]
    [InlineData("aws\teu-west-3\tParis\t90.01\t2.35")]
    [InlineData("aws\teu-west-3\tParis\t48.86\t-180.01")]
    [InlineData("aws\teu-west-3\tParis\tNaN\t2.35")]
    [InlineData("aws\teu-west-3\tParis\t48,86\t2.35")]
    [InlineData("aws\teu-west-3\tParis\t48.860\t2.35")]
    [InlineData("aws\teu-west-3\tParis\t48\t2.35")]
    [InlineData("aws\teu-west-3\tParis\t48.86\t.35")]
    [InlineData("aws\teu-west-3\tParis\t48.86\t-")]
    [InlineData("aws\teu-west-3\tParis\t48.86\t--2.35")]
    [InlineData("aws\teu-west-3\tParis\t48.86\t1e2.35")]
    [InlineData("aws\teu-west-3\tParis\t48.86\t99999999.35")]
    [InlineData("aws\teu-west-3\tParis\t48.86\t2.35\r")]
    [InlineData("aws eu-west-3 Paris 48.86 2.35")]
    public void Parse_RowOfAnotherShape_SaysTheLine(string row) =>
        Should.Throw<FormatException>(() => Parse("# c\n" + row + "\n")).Message.ShouldStartWith("regions.tsv:2: ");

    [Theory]
    [InlineData("90.00", 90)]
    [InlineData("-90.00", -90)]
    [InlineData("0.00", 0)]
    [InlineData("-0.13", -0.13)]
    [InlineData("5.05", 5.05)]
    public void Parse_Latitude_Degrees(string text, double degrees) =>
        Parse($"aws\tx-1\tParis\t{text}\t-180.00")["x-1"].ShouldBe(new RegionLocation(degrees, -180));

    [Fact]
    public void Parse_RegionTwice_SaysTheLine() =>
        Should.Throw<FormatException>(() => Parse("aws\tx-1\tParis\t48.86\t2.35\ngcp\tx-1\tLondon\t51.51\t-0.13\n"))
            .Message.ShouldBe("regions.tsv:2: x-1 is there twice.");

    private static Dictionary<string, RegionLocation> Parse(string text) => RegionFile.Parse(Encoding.UTF8.GetBytes(text));
}
