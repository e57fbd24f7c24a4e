using Fairlead.Networks.Feeds;
using Fairlead.Tests.Formats.Streams;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class FeedStoreUrlTests : FeedStoreUrlFixture
{
    private const string Modified = "Wed, 29 Jul 2026 08:27:05 GMT";

    [Fact]
    public async Task RefreshAsync_Twice_AsksTheSecondTimeWithBothValidators()
    {
        Server.Serve(Prefixes(10));
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
        Server.Asked.ShouldBe(["/feed - -", $"/feed \"v1\" {Modified}"]);
    }

    [Fact]
    public async Task RefreshAsync_NewContent_TakesItsPlace()
    {
        var store = await Loaded();
        Server.Serve(Prefixes(12), "\"v2\"");

        var update = await Refresh(store);

        (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Loaded, 12));
        (await Refresh(store)).Outcome.ShouldBe(FeedOutcome.NotModified);
    }

    [Fact]
    public async Task RefreshAsync_ShrunkenFeed_IsRefusedUntilAcceptedOnce()
    {
        var store = await Loaded();
        Server.Serve(Prefixes(4), "\"v2\"");

        var refused = await Refresh(store);
        var again = await Refresh(store);
        var accepted = await store.RefreshAsync(Source, accept: true, CancellationToken.None);
        Server.Serve(Prefixes(1), "\"v3\"");
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
        Server.Serve(Prefixes(4), "\"v2\"");

        var update = await Refresh(Store());

        (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Refused, 10));
    }

    [Fact]
    public async Task RefreshAsync_NotOfTheFormat_KeepsTheOldOne()
    {
        var store = await Loaded();
        Server.Serve("<html>Sign in to the wireless network</html>", "\"v2\"");

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
        Server.Status(status);

        var update = await Refresh(Store());

        (update.Outcome, update.Feed).ShouldBe((FeedOutcome.Unreachable, null));
        update.Message.ShouldNotBeNull().ShouldContain($"it answered {status}");
    }

    [Fact]
    public async Task RefreshAsync_BodyCutOff_KeepsTheOldOne()
    {
        var store = await Loaded();
        Server.Answer = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync(Prefixes(10));
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        var update = await Refresh(store);

        (update.Outcome, Count(update)).ShouldBe((FeedOutcome.Unreachable, 10));
    }

    [Fact]
    public async Task RefreshAsync_PackedFile_IsKeptAsItCame()
    {
        var packed = Packed.Gzip(FeedSamples.Bytes(Prefixes(10)));
        Server.Answer = context => context.Response.Body.WriteAsync(packed).AsTask();

        Count(await Refresh(Store())).ShouldBe(10);

        Count(Store().LoadLocal(Source)).ShouldBe(10);
        File.ReadAllBytes(Directory.GetFiles(Cache).ShouldHaveSingleItem())[FeedCopyFormat.HeaderBytes..].ShouldBe(packed);
    }

    [Fact]
    public async Task RefreshAsync_CompressedBody_IsRefused()
    {
        Server.Answer = context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.WriteAsync(Prefixes(10));
        };

        (await Refresh(Store())).Outcome.ShouldBe(FeedOutcome.Refused);
    }

    [Fact]
    public async Task RefreshAsync_Cancelled_SaysSo()
    {
        using var cancel = new CancellationTokenSource();
        Server.Answer = async context =>
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
        await Server.DisposeAsync();

        (await Store().RefreshAsync(source, accept: false, CancellationToken.None)).Outcome.ShouldBe(FeedOutcome.Unreachable);
    }

    [Fact]
    public async Task RefreshAsync_RedirectToAnotherScheme_IsUnreachable()
    {
        Server.Status(302, "file:///etc/passwd");

        (await Refresh(Store())).Message.ShouldNotBeNull().ShouldContain("it redirects from http to file");
    }

    [Fact]
    public async Task RefreshAsync_ManyAtOnce_AskOneAfterTheOther()
    {
        var (arrived, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        Server.Answer = async context =>
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
        for (var i = 0; i < 8; i++) await http.GetAsync(Server.Url("/other"), TestContext.Current.CancellationToken);

        Server.Asked.Count(asked => asked.StartsWith("/feed ", StringComparison.Ordinal)).ShouldBe(1);
        go.SetResult();
        foreach (var update in await refreshing) Count(update).ShouldBe(10);
        Server.Asked.Count(asked => asked.StartsWith("/feed ", StringComparison.Ordinal)).ShouldBe(8);
    }

    [Fact]
    public async Task RefreshAsync_SourceReplacedWhileItWaits_LeavesTheNewOneAlone()
    {
        var store = Store();
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        Server.Answer = async context =>
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
}
