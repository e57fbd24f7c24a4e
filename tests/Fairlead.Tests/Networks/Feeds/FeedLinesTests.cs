using System.Text;
using Fairlead.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class FeedLinesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "1:a")]
    [InlineData("a\n", "1:a")]
    [InlineData("a\r\n\r\nb\rc\n\n", "1:a|2:|3:b\rc|4:")]
    [InlineData("\uFEFFa\n\uFEFFb", "1:a|2:\uFEFFb")]
    public void TryNext_Lines_ComeWithTheirNumbers(string text, string lines) => Read(Encoding.UTF8.GetBytes(text)).ShouldBe(lines);

    [Fact]
    public void TryNext_ManyLines_AreThoseOfTheFile()
    {
        var random = new Random(1);
        var lines = Enumerable.Range(0, 2000).Select(_ => new string('é', random.Next(300))).ToArray();

        Read(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")).ShouldBe(string.Join('|', lines.Select((line, i) => $"{i + 1}:{line}")));
    }

    [Fact]
    public void TryNext_LongestLine_IsReadAndALongerOneIsNot()
    {
        var longest = new string('x', FeedLines.Longest);

        Read(Encoding.UTF8.GetBytes($"{longest}\n{longest}")).ShouldBe($"1:{longest}|2:{longest}");
        Refusal($"a\n{longest}y\nb").ShouldBe("line 2: longer than 4096 bytes");
        Refusal($"a\n{longest}y").ShouldBe("line 2: longer than 4096 bytes");
    }

    [Fact]
    public void TryNext_InvalidUtf8_SaysWhere() =>
        Should.Throw<FeedFormatException>(() => Read([.. "é\né"u8, 0x80, .. "\n"u8])).Message.ShouldBe("line 2, byte 3: not valid UTF-8");

    [Fact]
    public void TryNext_AMillionBytes_AllocatesOneBuffer()
    {
        var content = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1.0.0.0,1.0.0.255,AU\n", 50_000))));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var lines = new FeedLines(content);
        while (lines.TryNext(out _))
        {
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000); // the counter goes in steps of 8 KB
    }

    private static string Refusal(string text) => Should.Throw<FeedFormatException>(() => Read(Encoding.UTF8.GetBytes(text))).Message;

    private static string Read(byte[] content)
    {
        var lines = new FeedLines(new SlowStream(content));
        var read = new List<string>();
        while (lines.TryNext(out var line)) read.Add($"{lines.Number}:{Encoding.UTF8.GetString(line)}");
        return string.Join('|', read);
    }
}
