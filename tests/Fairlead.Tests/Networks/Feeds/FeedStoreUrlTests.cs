using Fairlead.Networks.Feeds;
using Fairlead.Tests.Formats.Streams;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class FeedStoreUrlTests : FeedStoreFixture, IAsyncLifetime
{
    private const string Modified = "Wed, 29 Jul 2026 08:27:05 GMT";

    private FeedServer _server = null!;

    private FeedSource Source => new("office", "cidrs", "office", null, null, _server.Url("/feed?key=secret"));

    public async ValueTask InitializeAsync() => _server = await FeedServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Dispose();
    }

    [Fact]
    public async Task RefreshAsync_Twice_AsksTheSecondTimeWithBothValidators()
    {
        _server.Serve(Prefixes(10));
        var store = Store();

        store.LoadLocal(Source).Outcome.ShouldBe(FeedOutcome.Missing);
        var first = await Refresh(store);
        Clock.Advance(TimeSpan.FromHours(12));
        var second = await Refresh(store);

        (first.Outcome, Count(first), first.Message).ShouldBe((FeedOutcome.Loaded, 10, null));
        (second.Outcome, second.Message).ShouldBe((FeedOutcome.NotModified, null));
        second.Feed.ShouldNotBeNull().Content.ShouldBeSameAs(first.Feed!.Content);
        second.Feed.AsOf.ShouldBe(Clock.GetUtcNow());
        store.LoadLocal(Source).Feed.ShouldBe(second.Feed);
        _server.Asked.ShouldBe(["/feed - -", $"/feed \"v1\" {Modified}"]);
    }

    [Fact]
    public async Task RefreshAsync_NewContent_TakesItsPlace()
    {
        var store = await Loaded();
        _server.Serve(Prefixes(12), "\"v2\"");

        var update = await Refresh(store);

        (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Loaded, 12));
        (await Refresh(store)).Outcome.ShouldBe(FeedOutcome.NotModified);
    }

    [Fact]
    public async Task RefreshAsync_ShrunkenFeed_IsRefusedUntilAcceptedOnce()
    {
        var store = await Loaded();
        _server.Serve(Prefixes(4), "\"v2\"");

        var refused = await Refresh(store);
        var again = await Refresh(store);
        var accepted = await store.RefreshAsync(Source, accept: true, CancellationToken.None);
        _server.Serve(Prefixes(1), "\"v3\"");
        var next = await Refresh(store);

        (refused.Outcome, Count(refused)).ShouldBe((FeedOutcome.Refused, 10));
        refused.Message.ShouldNotBeNull().ShouldContain("--accept office");
        refused.Message.ShouldNotContain("secret");
        again.Outcome.ShouldBe(FeedOutcome.Refused);
        (accepted.Outcome, Count(accepted)).ShouldBe((FeedOutcome.Loaded, 4));
        (next.Outcome, Count(next)).ShouldBe((FeedOutcome.Refused, 4));
    }

    [Fact]
    public async Task RefreshAsync_ShrunkenSinceThePreviousRun_IsRefused()
    {
        await Loaded();
        _server.Serve(Prefixes(4), "\"v2\"");

        var update = await Refresh(Store());

        (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Refused, 10));
    }

    [Fact]
    public async Task RefreshAsync_NotOfTheFormat_KeepsTheOldOne()
    {
        var store = await Loaded();
        _server.Serve("<html>Sign in to the wireless network</html>", "\"v2\"");

        var update = await Refresh(store);

        (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Refused, 10));
        update.Message.ShouldNotBeNull().ShouldContain("line 1: not a CIDR prefix");
        Count(Store().LoadLocal(Source)).ShouldBe(10);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(206)]
    [InlineData(300)]
    [InlineData(304)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task RefreshAsync_OtherStatus_IsUnreachable(int status)
    {
        _server.Status(status);

        var update = await Refresh(Store());

        (update.Outcome, update.Feed).ShouldBe((FeedOutcome.Unreachable, null));
        update.Message.ShouldNotBeNull().ShouldContain($"it answered {status}");
    }

    [Fact]
    public async Task RefreshAsync_BodyCutOff_KeepsTheOldOne()
    {
        var store = await Loaded();
        _server.Answer = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync(Prefixes(10));
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        var update = await Refresh(store);

        (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Unreachable, 10));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    public async Task RefreshAsync_LargeBody_IsRefusedPastTheLimit(bool announced, int over)
    {
        var body = Prefixes(10);
        _server.Answer = context =>
        {
            if (announced) context.Response.ContentLength = body.Length;
            return context.Response.WriteAsync(body);
        };

        var update = await Refresh(Store(FeedLimits.Default with { Bytes = body.Length - over }));

        update.Outcome.ShouldBe(over == 0 ? FeedOutcome.Loaded : FeedOutcome.Refused);
        if (over > 0) update.Message.ShouldNotBeNull().ShouldContain($"it is larger than {body.Length - over} bytes");
    }

    [Theory]
    [InlineData("mrt", 1L << 31)]
    [InlineData("cidrs", 64L << 20)]
    public async Task RefreshAsync_BodyOfGigabytesAnnounced_IsRefusedUnread(string type, long limit)
    {
        var go = new TaskCompletionSource();
        _server.Answer = async context =>
        {
            context.Response.ContentLength = limit + 1;
            await context.Response.Body.FlushAsync();
            await go.Task; // nothing of it is sent
            context.Abort();
        };

        var update = await Store().RefreshAsync(Source with { Type = type }, accept: false, CancellationToken.None);
        go.SetResult();

        update.Outcome.ShouldBe(FeedOutcome.Refused);
        update.Message.ShouldNotBeNull().ShouldContain($"it is larger than {limit} bytes");
        Directory.Exists(Cache).ShouldBeFalse("there is nothing to be kept");
    }

    [Fact]
    public async Task RefreshAsync_BodyThatGoesOn_IsRefusedAtTheLimitAndLeavesNothing()
    {
        _server.Answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.WriteAsync(Prefixes(100));
        };

        var update = await Store(FeedLimits.Default with { LargeBytes = 1 << 20 })
            .RefreshAsync(Source with { Type = "mrt" }, accept: false, CancellationToken.None);

        update.Outcome.ShouldBe(FeedOutcome.Refused);
        update.Message.ShouldNotBeNull().ShouldContain("it is larger than 1048576 bytes");
        Directory.GetFiles(Cache).ShouldBeEmpty();
    }

    [Fact]
    public async Task RefreshAsync_LargeType_HasTenMinutes()
    {
        var hanging = new TaskCompletionSource();
        _server.Answer = async context =>
        {
            hanging.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };

        var refresh = Store().RefreshAsync(Source with { Type = "mrt" }, accept: false, CancellationToken.None);
        await hanging.Task;
        Clock.Advance(TimeSpan.FromSeconds(599));
        refresh.IsCompleted.ShouldBeFalse();
        Clock.Advance(TimeSpan.FromSeconds(1));

        (await refresh).Message.ShouldNotBeNull().ShouldContain("no whole answer within 600 s");
    }

    [Fact]
    public async Task RefreshAsync_PackedFile_IsKeptAsItCame()
    {
        var packed = Packed.Gzip(FeedSamples.Bytes(Prefixes(10)));
        _server.Answer = context => context.Response.Body.WriteAsync(packed).AsTask();

        Count(await Refresh(Store())).ShouldBe(10);

        Count(Store().LoadLocal(Source)).ShouldBe(10);
        File.ReadAllBytes(Directory.GetFiles(Cache).ShouldHaveSingleItem())[FeedCopyFormat.HeaderBytes..].ShouldBe(packed);
    }

    [Fact]
    public async Task RefreshAsync_CompressedBody_IsRefused()
    {
        _server.Answer = context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.WriteAsync(Prefixes(10));
        };

        (await Refresh(Store())).Outcome.ShouldBe(FeedOutcome.Refused);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefreshAsync_ServerHangs_EndsInTime(bool inTheBody)
    {
        var store = await Loaded();
        var hanging = new TaskCompletionSource();
        _server.Answer = async context =>
        {
            if (inTheBody)
            {
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("192.0.2.0/32\n");
                await context.Response.Body.FlushAsync();
            }
            hanging.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };

        var refresh = Refresh(store);
        await hanging.Task;
        store.LoadLocal(Source).Outcome.ShouldBe(FeedOutcome.NotModified, "it waits for no download");
        refresh.IsCompleted.ShouldBeFalse();
        Clock.Advance(FeedLimits.Default.Total);
        var update = await refresh;

        (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Unreachable, 10));
        update.Message.ShouldNotBeNull().ShouldContain("no whole answer within 60 s");
    }

    [Fact]
    public async Task RefreshAsync_Cancelled_SaysSo()
    {
        using var cancel = new CancellationTokenSource();
        _server.Answer = async context =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };

        await Should.ThrowAsync<OperationCanceledException>(() => Store().RefreshAsync(Source, accept: false, cancel.Token));
    }

    [Fact]
    public async Task RefreshAsync_NobodyListens_IsUnreachable()
    {
        var source = Source;
        await _server.DisposeAsync();

        (await Store().RefreshAsync(source, accept: false, CancellationToken.None)).Outcome.ShouldBe(FeedOutcome.Unreachable);
    }

    [Fact]
    public async Task RefreshAsync_ConnectingTakesTooLong_IsNotCalledASlowAnswer()
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(1),
            ConnectCallback = async (_, cancel) =>
            {
                await Task.Delay(Timeout.Infinite, cancel);
                return Stream.Null;
            },
        });

        var update = await Refresh(new FeedStore(Cache, http, Clock));

        update.Outcome.ShouldBe(FeedOutcome.Unreachable);
        update.Message.ShouldNotBeNull().ShouldContain("connection could not be established");
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task RefreshAsync_Redirects_AreFollowedUpToTheLimit(int redirects, bool fits)
    {
        _server.Answer = context =>
        {
            if (_server.Asked.Count > redirects) return context.Response.WriteAsync(Prefixes(10));
            context.Response.Redirect($"/next/{_server.Asked.Count}");
            return Task.CompletedTask;
        };

        var update = await Refresh(Store());

        update.Outcome.ShouldBe(fits ? FeedOutcome.Loaded : FeedOutcome.Unreachable);
        if (!fits) update.Message.ShouldNotBeNull().ShouldContain("it redirects more than 5 times");
    }

    [Fact]
    public async Task RefreshAsync_RedirectToAnotherScheme_IsUnreachable()
    {
        _server.Status(302, "file:///etc/passwd");

        (await Refresh(Store())).Message.ShouldNotBeNull().ShouldContain("it redirects from http to file");
    }

    [Fact]
    public async Task RefreshAsync_ManyAtOnce_AskOneAfterTheOther()
    {
        var (arrived, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        _server.Answer = async context =>
        {
            if (context.Request.Path == "/other") return;
            arrived.TrySetResult();
            await go.Task;
            await context.Response.WriteAsync(Prefixes(10));
        };
        var store = Store();

        var refreshing = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Refresh(store)));
        await arrived.Task;
        // What is asked for after all of them is answered: the others would have come by now, if they came at once.
        using var http = new HttpClient();
        for (var i = 0; i < 8; i++) await http.GetAsync(_server.Url("/other"), TestContext.Current.CancellationToken);

        _server.Asked.Count(asked => asked.StartsWith("/feed ", StringComparison.Ordinal)).ShouldBe(1);
        go.SetResult();
        foreach (var update in await refreshing) Count(update).ShouldBe(10);
        _server.Asked.Count(asked => asked.StartsWith("/feed ", StringComparison.Ordinal)).ShouldBe(8);
    }

    [Fact]
    public async Task RefreshAsync_SourceReplacedWhileItWaits_LeavesTheNewOneAlone()
    {
        var store = Store();
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        _server.Answer = async context =>
        {
            asked.TrySetResult();
            await answer.Task;
            await context.Response.WriteAsync(Prefixes(10));
        };
        var first = Refresh(store);
        var waiting = Refresh(store);
        await asked.Task;
        var file = Path.Combine(Folder, "office.txt");
        await File.WriteAllTextAsync(file, Prefixes(2));
        var replacement = Source with { File = file, Url = null };
        store.LoadLocal(replacement).Outcome.ShouldBe(FeedOutcome.Loaded);

        answer.SetResult();
        await first;
        await waiting;

        store.LoadLocal(replacement).Outcome.ShouldBe(FeedOutcome.NotModified);
    }

    private Task<FeedUpdate> Refresh(FeedStore store) => store.RefreshAsync(Source, accept: false, CancellationToken.None);

    private async Task<FeedStore> Loaded()
    {
        _server.Serve(Prefixes(10));
        var store = Store();
        (await Refresh(store)).Outcome.ShouldBe(FeedOutcome.Loaded);
        return store;
    }
}
