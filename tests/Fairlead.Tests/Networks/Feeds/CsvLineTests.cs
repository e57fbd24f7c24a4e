using System.Text;
using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class CsvLineTests
{
    [Theory]
    [InlineData("", "1|")]
    [InlineData("a,b", "2|a|b")]
    [InlineData(",,", "3|||")]
    [InlineData("a,b,c,d", "4|a|b|c")]
    [InlineData("\"a\",\"\",b", "3|a||b")]
    [InlineData("\"Cloudflare, Inc.\",US", "2|Cloudflare, Inc.|US")]
    [InlineData("\"\"\"a\"\" and \"\"b\"\"\",c", "2|\"a\" and \"b\"|c")]
    [InlineData("\"\"\"\"", "1|\"")]
    [InlineData(" a , b", "2| a | b")]
    public void Split_Fields_LoseTheirQuotes(string line, string fields) => Split(line).ShouldBe(fields);

    [Theory]
    [InlineData("\"")]
    [InlineData("a\"")]
    [InlineData("\"a")]
    [InlineData("\"a\"b")]
    [InlineData("\"a\" ,b")]
    [InlineData("a,b\"c\"")]
    [InlineData("\"\"\"")]
    [InlineData("a,b,c,d,\"e")]
    public void Split_QuoteOutOfPlace_IsRefused(string line) => Should.Throw<FeedFormatException>(() => Split(line));

    private static string Split(string text)
    {
        var line = Encoding.UTF8.GetBytes(text);
        var fields = new Range[3];
        var count = CsvLine.Split(new FeedLines(Stream.Null), line, fields);
        return $"{count}|" + string.Join('|', fields.Take(count).Select(field => Encoding.UTF8.GetString(line[field])));
    }
}
