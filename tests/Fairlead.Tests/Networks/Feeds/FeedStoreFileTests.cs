using Fairlead.Networks.Feeds;

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
