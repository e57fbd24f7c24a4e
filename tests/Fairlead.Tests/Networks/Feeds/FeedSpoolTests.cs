using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class FeedSpoolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-spool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("copies")]
    [InlineData("none")]
    [InlineData("not a folder")]
    public void Append_WhereverItLies_IsReadBack(string place)
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var path = place switch
        {
            "copies" => Path.Combine(_folder, "copies", "a.tmp"),
            "none" => null,
            _ => Path.Combine(file, "a.tmp"),
        };
        using (var body = new FeedSpool(path, isSmall: false))
        {
            body.Append("one"u8);
            body.Append("two"u8);

            new StreamReader(body.OpenBody()).ReadToEnd().ShouldBe("onetwo");
            (body.Problem is null).ShouldBe(place == "copies");
            body.Fingerprint.ShouldBe(FeedFingerprint.Of(new MemoryStream("onetwo"u8.ToArray())));
        }
        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ShouldBe([file]);
    }

    [Fact]
    public void MoveOn_DiskFullHalfWay_GoesOnElsewhereWithWhatThereIs()
    {
        var path = Path.Combine(_folder, "a.tmp");
        using var body = new FeedSpool(path, isSmall: true);
        body.Append("one"u8);

        foreach (var more in new[] { "two", "three" })
        {
            body.MoveOn(new IOException("full"));
            body.Append(FeedSamples.Bytes(more));
        }

        new StreamReader(body.OpenBody()).ReadToEnd().ShouldBe("onetwothree");
        body.Problem.ShouldBe($"it can't be kept in {_folder}: full");
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void MoveOn_LargeBody_IsNotTakenIntoMemory()
    {
        using var body = new FeedSpool(null, isSmall: false);

        Should.Throw<IOException>(() => body.MoveOn(new IOException("full"))).Message.ShouldContain("no room");
    }

    [Fact]
    public void MoveTo_Path_TakesTheOldOnesPlace()
    {
        var copy = Path.Combine(_folder, "a.feed");
        File.WriteAllText(copy, "old");
        using (var body = new FeedSpool(copy + ".tmp", isSmall: true))
        {
            body.Append("one"u8);
            body.MoveTo(copy, "header"u8);
        }

        Directory.GetFiles(_folder).ShouldBe([copy]);
        var bytes = File.ReadAllBytes(copy);
        bytes.Length.ShouldBe(FeedCopyFormat.HeaderBytes + 3);
        bytes.ShouldSatisfyAllConditions(b => b.AsSpan().StartsWith("header"u8).ShouldBeTrue(), b => b.AsSpan().EndsWith("one"u8).ShouldBeTrue());
    }
}
