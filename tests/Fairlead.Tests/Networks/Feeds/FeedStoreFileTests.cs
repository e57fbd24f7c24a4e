using Fairlead.Networks.Feeds;
using Fairlead.Tests.Formats.Streams;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class FeedStoreFileTests : FeedStoreFixture
{
    private static readonly DateTimeOffset Written = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private string File => Path.Combine(Folder, "office.txt");

    private FeedSource Source => new("office", "cidrs", "office", "fra1", File, null);

    [Fact]
    public void LoadLocal_File_IsLoadedAsOfItsWriting()
    {
        Write(Prefixes(10));

        var update = Store().LoadLocal(Source);

        update.Outcome.ShouldBe(FeedOutcome.Loaded);
        update.Message.ShouldBeNull();
        update.Feed.ShouldNotBeNull().AsOf.ShouldBe(Written);
        update.Feed.Content.Entries.ShouldAllBe(entry => entry.Region == "fra1");
    }

    [Fact]
    public async Task RefreshAsync_SameBytes_IsNotModified()
    {
        Write(Prefixes(10));
        var store = Store();
        var first = store.LoadLocal(Source);
        Write(Prefixes(10), Written.AddDays(1));

        var update = await store.RefreshAsync(Source, accept: false, CancellationToken.None);

        update.Outcome.ShouldBe(FeedOutcome.NotModified);
        update.Feed.ShouldNotBeNull().Content.ShouldBeSameAs(first.Feed!.Content);
        update.Feed.AsOf.ShouldBe(Written.AddDays(1));
    }

    [Fact]
    public async Task RefreshAsync_ChangedFile_IsLoaded()
    {
        Write(Prefixes(10));
        var store = Store();
        store.LoadLocal(Source);
        Write(Prefixes(12));

        var update = await store.RefreshAsync(Source, accept: false, CancellationToken.None);

        (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Loaded, 12));
    }

    [Fact]
    public async Task RefreshAsync_ShrunkenFile_IsRefusedUntilAccepted()
    {
        Write(Prefixes(10));
        var store = Store();
        store.LoadLocal(Source);
        Write(Prefixes(4));

        foreach (var refused in new[] { store.LoadLocal(Source), await store.RefreshAsync(Source, accept: false, CancellationToken.None) })
        {
            (refused.Outcome, Count(refused)).ShouldBe((FeedOutcome.Refused, 10));
            refused.Message.ShouldBe($"feed office ({File}): IPv4 shrinks from 10 to 4 prefixes, by more than half; "
                + "if that is right, accept it once with --accept office; the one of 2026-07-01 00:00:00Z stays in use");
        }

        var accepted = await store.RefreshAsync(Source, accept: true, CancellationToken.None);
        (accepted.Outcome, Count(accepted)).ShouldBe((FeedOutcome.Loaded, 4));
        store.LoadLocal(Source).Outcome.ShouldBe(FeedOutcome.NotModified);
    }

    [Fact]
    public void LoadLocal_UnreadableContent_IsRefusedWithItsLine()
    {
        Write(Prefixes(10));
        var store = Store();
        store.LoadLocal(Source);
        Write("192.0.2.0/24\n300.0.0.0/8\n");

        var update = store.LoadLocal(Source);

        (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Refused, 10));
        update.Message.ShouldNotBeNull().ShouldContain($"feed office ({File}): not a whole feed of type cidrs: line 2: not a CIDR prefix: '300.0.0.0/8'");
    }

    [Fact]
    public async Task RefreshAsync_UnreadableContent_IsNotAcceptableEither()
    {
        Write("nonsense");

        var update = await Store().RefreshAsync(Source, accept: true, CancellationToken.None);

        (update.Outcome, update.Feed).ShouldBe((FeedOutcome.Refused, null));
    }

    [Fact]
    public void LoadLocal_NoFile_IsMissing()
    {
        var update = Store().LoadLocal(Source);

        (update.Outcome, update.Feed).ShouldBe((FeedOutcome.Missing, null));
        update.Message.ShouldBe($"feed office ({File}): there is no such file; put it there, or correct the feed's 'file:'; there is none in use");
    }

    [Fact]
    public async Task RefreshAsync_FileGone_KeepsTheOldOne()
    {
        Write(Prefixes(10));
        var store = Store();
        store.LoadLocal(Source);
        System.IO.File.Delete(File);

        var update = await store.RefreshAsync(Source, accept: false, CancellationToken.None);

        (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Missing, 10));
    }

    [Fact]
    public void LoadLocal_Directory_IsUnreachable()
    {
        Directory.CreateDirectory(File);

        Store().LoadLocal(Source).Outcome.ShouldBe(FeedOutcome.Unreachable);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void LoadLocal_LargeFile_IsRefusedPastTheLimit(int over, bool fits)
    {
        var text = Prefixes(10);
        Write(text);

        var update = Store(FeedLimits.Default with { Bytes = text.Length - over }).LoadLocal(Source);

        update.Outcome.ShouldBe(fits ? FeedOutcome.Loaded : FeedOutcome.Refused);
    }

    [Theory]
    [InlineData("mrt", 1L << 31)]
    [InlineData("ip2asn", 1L << 31)]
    [InlineData("pfx2as", 1L << 31)]
    [InlineData("asn-csv", 1L << 31)]
    [InlineData("country-csv", 1L << 31)]
    [InlineData("mmdb", 1L << 31)]
    [InlineData("snapshot", 1L << 31)]
    [InlineData("aws", 64L << 20)]
    [InlineData("cidrs", 64L << 20)]
    public void LoadLocal_FileOfGigabytes_IsRefusedUnread(string type, long limit)
    {
        using (var sparse = System.IO.File.Create(File)) sparse.SetLength(limit + 1); // all of it a hole

        var update = Store().LoadLocal(Source with { Type = type });

        update.Outcome.ShouldBe(FeedOutcome.Refused);
        update.Message.ShouldNotBeNull().ShouldContain($": it is larger than {limit} bytes");
    }

    [Fact]
    public void LoadLocal_FileThatGoesOn_IsRefusedAtTheLimit()
    {
        if (!System.IO.File.Exists("/dev/zero")) return; // on Windows; the parts have tests of their own

        var update = Store(FeedLimits.Default with { Bytes = 100_000 }).LoadLocal(Source with { File = "/dev/zero" });

        update.Outcome.ShouldBe(FeedOutcome.Refused);
        update.Message.ShouldNotBeNull().ShouldContain("it is larger than 100000 bytes");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    public async Task LoadLocal_PackedFile_IsUnpackedAndKnownAgain(string how)
    {
        System.IO.File.WriteAllBytes(File, Packed.Pack(how, FeedSamples.Bytes(Prefixes(10))));
        var store = Store();

        Count(store.LoadLocal(Source)).ShouldBe(10);
        store.LoadLocal(Source).Outcome.ShouldBe(FeedOutcome.NotModified);

        System.IO.File.WriteAllBytes(File, Packed.Pack(how, FeedSamples.Bytes(Prefixes(12)))[..^2]);
        var cut = await store.RefreshAsync(Source, accept: true, CancellationToken.None);
        (cut.Outcome, Count(cut)).ShouldBe((FeedOutcome.Refused, 10));
        cut.Message.ShouldNotBeNull().ShouldContain("cut short");
    }

    [Fact]
    public void LoadLocal_OtherSourceOfTheSameName_IsNotHeldAgainstTheFirst()
    {
        Write(Prefixes(10));
        var store = Store();
        store.LoadLocal(Source);
        var other = Source with { File = Path.Combine(Folder, "other.txt") };
        System.IO.File.WriteAllText(other.File, Prefixes(1));

        var update = store.LoadLocal(other);

        (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Loaded, 1));
    }

    private void Write(string text) => Write(text, Written);

    private void Write(string text, DateTimeOffset at)
    {
        System.IO.File.WriteAllText(File, text);
        System.IO.File.SetLastWriteTimeUtc(File, at.UtcDateTime);
    }
}
