using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>What a store leaves on disk for the next run, and what becomes of it there.</summary>
public sealed class FeedStoreCopyTests : FeedStoreFixture, IAsyncLifetime
{
    private const string Modified = "Wed, 29 Jul 2026 08:27:05 GMT";

    private FeedServer _server = null!;
    private FeedSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FeedServer.StartAsync();
        _source = new FeedSource("an/odd name", "cidrs", "office", null, null, _server.Url("/feed"));
        _server.Serve(Prefixes(10));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Dispose();
    }

    [Fact]
    public async Task LoadLocal_NextRunWithoutServer_HasTheCopy()
    {
        await Refresh(Store());
        var fetched = Clock.GetUtcNow();
        await _server.DisposeAsync();
        Clock.Advance(TimeSpan.FromDays(1));
        var store = Store();

        var local = store.LoadLocal(_source);
        var refreshed = await Refresh(store);

        (local.Outcome, Count(local), local.Feed!.AsOf).ShouldBe((FeedOutcome.Loaded, 10, fetched));
        (refreshed.Outcome, refreshed.Feed).ShouldBe((FeedOutcome.Unreachable, local.Feed));
    }

    [Fact]
    public async Task RefreshAsync_NextRun_AsksWithTheCopysValidators()
    {
        await Refresh(Store());
        Clock.Advance(TimeSpan.FromDays(1));

        (await Refresh(Store())).Outcome.ShouldBe(FeedOutcome.NotModified);

        _server.Asked.ShouldBe(["/feed - -", $"/feed \"v1\" {Modified}"]);
        Store().LoadLocal(_source).Feed.ShouldNotBeNull().AsOf.ShouldBe(Clock.GetUtcNow(), "the confirmation is kept too");
    }

    [Fact]
    public async Task LoadLocal_OtherUrlUnderTheSameName_HasNoCopy()
    {
        await Refresh(Store());
        var store = Store();
        var moved = _source with { Url = _server.Url("/moved") };

        store.LoadLocal(moved).Outcome.ShouldBe(FeedOutcome.Missing);
        (await store.RefreshAsync(moved, accept: false, CancellationToken.None)).Outcome.ShouldBe(FeedOutcome.Loaded);

        _server.Asked.ShouldBe(["/feed - -", "/moved - -"]);
        store.LoadLocal(_source).Outcome.ShouldBe(FeedOutcome.Loaded, "the first one's copy is still there");
    }

    [Fact]
    public async Task LoadLocal_CopyPutWhereAnotherUrlsBelongs_IsNotUsed()
    {
        await Refresh(Store());
        var moved = _source with { Url = _server.Url("/moved") };
        var copies = new FeedCopies(Cache, Clock, FeedLimits.Default);
        File.Copy(copies.PathOf(_source)!, copies.PathOf(moved)!);

        Store().LoadLocal(moved).Outcome.ShouldBe(FeedOutcome.Missing);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("cut in the header")]
    [InlineData("longer")]
    [InlineData("a digit changed")]
    [InlineData("something else")]
    public async Task LoadLocal_DamagedCopy_IsRefusedAndHealedByARefresh(string damage)
    {
        await Refresh(Store());
        var path = CopyPath();
        var bytes = File.ReadAllBytes(path);
        var changed = bytes.ToArray();
        changed[^2] ^= 1;
        File.WriteAllBytes(path, damage switch
        {
            "empty" => [],
            "cut" => bytes[..^5],
            "cut in the header" => bytes[..30],
            "longer" => [.. bytes, (byte)'\n'],
            "a digit changed" => changed,
            _ => FeedSamples.Bytes("something else\n\nwith an empty line"),
        });
        var store = Store();

        var local = store.LoadLocal(_source);
        var refreshed = await Refresh(store);

        (local.Outcome, local.Feed).ShouldBe((FeedOutcome.Refused, null));
        local.Message.ShouldNotBeNull().ShouldContain($"it has to be fetched again, as the copy {path} is damaged");
        (refreshed.Outcome, refreshed.Message).ShouldBe((FeedOutcome.Loaded, null));
        _server.Asked.Last().ShouldBe("/feed - -", "a damaged copy is nothing to be confirmed");
        Store().LoadLocal(_source).Outcome.ShouldBe(FeedOutcome.Loaded);
    }

    [Fact]
    public async Task RefreshAsync_AfterACrashWhileWriting_OldCopyHolds()
    {
        await Refresh(Store());
        var path = CopyPath();
        var recent = $"{path}.0a.tmp";
        var abandoned = $"{path}.0b.tmp";
        File.WriteAllText(recent, "half a co");
        File.WriteAllText(abandoned, "half a co");
        File.SetLastWriteTimeUtc(recent, Clock.GetUtcNow().UtcDateTime.AddMinutes(-1));
        File.SetLastWriteTimeUtc(abandoned, Clock.GetUtcNow().UtcDateTime.AddHours(-2));
        var store = Store();

        Count(store.LoadLocal(_source)).ShouldBe(10);
        await Refresh(store);

        File.Exists(recent).ShouldBeTrue("someone may be writing it");
        File.Exists(abandoned).ShouldBeFalse();
    }

    [Fact]
    public async Task RefreshAsync_Refused_LeavesTheCopyAlone()
    {
        var store = Store();
        await Refresh(store);
        var before = File.ReadAllBytes(CopyPath());
        _server.Serve(Prefixes(1), "\"v2\"");

        (await Refresh(store)).Outcome.ShouldBe(FeedOutcome.Refused);

        File.ReadAllBytes(CopyPath()).ShouldBe(before);
        Directory.GetFiles(Cache).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RefreshAsync_CopyGoneWhileRunning_IsWrittenAgain()
    {
        var store = Store();
        await Refresh(store);
        File.Delete(CopyPath());

        (await Refresh(store)).Outcome.ShouldBe(FeedOutcome.NotModified);
        (await Refresh(store)).Outcome.ShouldBe(FeedOutcome.Loaded);

        Count(Store().LoadLocal(_source)).ShouldBe(10);
    }

    [Fact]
    public async Task RefreshAsync_CopyOfAnotherProgramMeanwhile_KeepsItsValidators()
    {
        var mine = Store();
        await Refresh(mine);
        _server.Serve(Prefixes(12), "\"v2\"");
        await Refresh(Store());
        _server.Serve(Prefixes(10)); // a server behind that one still has the first

        (await Refresh(mine)).Outcome.ShouldBe(FeedOutcome.NotModified);

        Count(Store().LoadLocal(_source)).ShouldBe(12);
        await Refresh(Store());
        _server.Asked.Last().ShouldStartWith("/feed \"v2\"");
    }

    [Fact]
    public async Task RefreshAsync_WidePrefixAccepted_HoldsAtTheNextStartAndForLaterVersions()
    {
        const string wide = "10.0.0.0/7\n";
        _server.Serve(wide);
        (await Refresh(Store())).Outcome.ShouldBe(FeedOutcome.Refused);

        (await Store().RefreshAsync(_source, accept: true, CancellationToken.None)).Outcome.ShouldBe(FeedOutcome.Loaded);
        _server.Serve(wide + "192.0.2.0/24\n", "\"v2\"");
        (await Refresh(Store())).Outcome.ShouldBe(FeedOutcome.Loaded);

        Count(Store().LoadLocal(_source)).ShouldBe(2);
    }

    [Fact]
    public async Task RefreshAsync_NowhereToKeepIt_WorksAndSaysSo()
    {
        var file = Path.Combine(Folder, "a file");
        File.WriteAllText(file, "");

        foreach (var directory in new[] { null, file, Path.Combine(file, "below") })
        {
            var store = StoreWithCache(directory);
            var update = await Refresh(store);
            (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Loaded, 10));
            update.Message.ShouldNotBeNull().ShouldContain(directory is null ? "it is not kept on disk" : $"it can't be kept in {directory}");
            store.LoadLocal(_source).Feed.ShouldBe(update.Feed);
        }
    }

    [Fact]
    public async Task RefreshAsync_AbandonedFileThatCantBeRemoved_KeepsTheCopyAllTheSame()
    {
        // As another user's in a folder where everyone may remove only their own.
        var copies = new FeedCopies(Cache, Clock, FeedLimits.Default, _ => throw new UnauthorizedAccessException());
        await Refresh(Store());
        var abandoned = $"{CopyPath()}.0b.tmp";
        File.WriteAllText(abandoned, "half a co");
        File.SetLastWriteTimeUtc(abandoned, Clock.GetUtcNow().UtcDateTime.AddHours(-2));

        using var body = copies.Begin(_source);
        body.Append("192.0.2.0/24\n"u8);
        copies.Keep(_source, body, new FeedCopyHeader(_source.Url!, FeedValidators.None, Clock.GetUtcNow(), false, body.Fingerprint)).ShouldBeNull();

        Count(Store().LoadLocal(_source)).ShouldBe(1);
        File.Exists(abandoned).ShouldBeTrue();
    }

    [Fact]
    public async Task RefreshAsync_EmptyBody_IsRefusedAndLeavesTheCopyAlone()
    {
        await Refresh(Store());
        _server.Serve("", "\"v2\"");

        (await Refresh(Store())).Outcome.ShouldBe(FeedOutcome.Refused);

        Count(Store().LoadLocal(_source)).ShouldBe(10);
    }

    [Fact]
    public void Write_EveryField_IsReadBack()
    {
        var time = new DateTimeOffset(2026, 7, 29, 12, 0, 0, 123, TimeSpan.Zero);
        var url = new Uri("https://example.org/a?b=c%20d");
        FeedCopyHeader[] headers =
        [
            new(url, new("W/\"é x\"", time, new Uri("https://example.org/document")), time, true, new(0xffffffff, 3L << 30)),
            new(new Uri("https://example.org/"), FeedValidators.None, time, false, default),
        ];

        foreach (var header in headers) FeedCopyFormat.Read(FeedCopyFormat.Write(header)).ShouldBe(header);
        FeedCopyFormat.Write(headers[0] with { Validators = new(new string('x', FeedCopyFormat.HeaderBytes), null) }).ShouldBeNull();
    }

    private string CopyPath() => Directory.GetFiles(Cache, "*.feed").ShouldHaveSingleItem();

    private Task<FeedUpdate> Refresh(FeedStore store) => store.RefreshAsync(_source, accept: false, CancellationToken.None);
}
