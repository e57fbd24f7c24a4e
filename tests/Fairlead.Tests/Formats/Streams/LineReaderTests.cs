using System.Text;
using Fairlead.Formats.Streams;

namespace Fairlead.Tests.Formats.Streams;

public sealed class LineReaderTests
{
    private const int Longest = 256;

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\n\nb", new[] { "a", "", "b" })]
    [InlineData("\n", new[] { "" })]
    public void TryRead_Text_IsItsLines(string text, string[] lines) => Lines(new MemoryStream(Encoding.UTF8.GetBytes(text))).ShouldBe(lines);

    [Fact]
    public void TryRead_AnyPieces_IsTheSameLines()
    {
        var random = new Random(1);
        string[] lines = [.. Enumerable.Range(0, 5_000).Select(n => new string((char)('a' + (n % 26)), random.Next(Longest + 1)))];
        using var pieces = new PieceStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), random);
        Lines(pieces).ShouldBe(lines);
    }

    [Theory]
    [InlineData(Longest + 1)]
    [InlineData(64 * 1024)]
    [InlineData((64 * 1024) - Longest)]
    [InlineData(1_000_000)]
    public void TryRead_TooLong_IsHowItBeginsAndTheNextLineIsWhole(int length)
    {
        var text = "first\n" + new string('x', length) + "\nlast";
        using var pieces = new PieceStream(Encoding.UTF8.GetBytes(text), new Random(2));
        Lines(pieces).ShouldBe(["first", new string('x', Longest) + "...", "last"]);
        Lines(new MemoryStream(Encoding.UTF8.GetBytes(text[..^5]))).ShouldBe(["first", new string('x', Longest) + "..."]);
    }

    [Fact]
    public void TryRead_NothingReady_SaysSoBeforeItWaits()
    {
        var waits = 0;
        var reader = new LineReader(new MemoryStream("a\nb\n"u8.ToArray()), Longest, () => waits++);
        reader.TryRead(out _, out _);
        waits.ShouldBe(1);
        reader.TryRead(out _, out _);
        waits.ShouldBe(1);
        reader.TryRead(out _, out _).ShouldBeFalse();
        waits.ShouldBe(2);
    }

    [Theory]
    [InlineData("a\nb", 1, "a")]
    [InlineData("a\nb", 100, "a\nb")]
    [InlineData("", 100, "")]
    public void Peek_Beginning_IsThereAndIsStillToCome(string text, int count, string beginning)
    {
        using var pieces = new PieceStream(Encoding.UTF8.GetBytes(text), new Random(3));
        var reader = new LineReader(pieces, Longest, () => { });

        Encoding.UTF8.GetString(reader.Peek(count)).ShouldBe(beginning);
        Encoding.UTF8.GetString(reader.Peek(count)).ShouldBe(beginning);

        var lines = new List<string>();
        while (reader.TryRead(out var line, out _)) lines.Add(Encoding.UTF8.GetString(line));
        lines.ShouldBe(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void IsLastUnended_LastLineWithoutEnd_IsTold()
    {
        var reader = new LineReader(new MemoryStream("a\nb"u8.ToArray()), Longest, () => { });

        reader.TryRead(out _, out _).ShouldBeTrue();
        reader.IsLastUnended.ShouldBeFalse();
        reader.TryRead(out _, out _).ShouldBeTrue();
        reader.IsLastUnended.ShouldBeTrue();
    }

    private static List<string> Lines(Stream input)
    {
        var reader = new LineReader(input, Longest, () => { });
        var lines = new List<string>();
        while (reader.TryRead(out var line, out var isTooLong)) lines.Add(Encoding.UTF8.GetString(line) + (isTooLong ? "..." : ""));
        return lines;
    }

    /// <summary>Gives its bytes in pieces of any size, as a pipe does.</summary>
    private sealed class PieceStream(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, random.Next(1, 3_000)));
    }
}
