using Fairlead.Networks.Feeds;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>What a download may take: bytes, time, redirects.</summary>
public sealed class FeedStoreLimitTests : FeedStoreUrlFixture
{
    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    public async Task RefreshAsync_LargeBody_IsRefusedPastTheLimit(bool announced, int over)
    {
        var body = Prefixes(10);
        Server.Answer = context =>
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
        Server.Answer = async context =>
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
        Server.Answer = async context =>
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
        Server.Answer = async context =>
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefreshAsync_ServerHangs_EndsInTime(bool inTheBody)
    {
        var store = await Loaded();
        var hanging = new TaskCompletionSource();
        Server.Answer = async context =>
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
        Server.Answer = context =>
        {
            if (Server.Asked.Count > redirects) return context.Response.WriteAsync(Prefixes(10));
            context.Response.Redirect($"/next/{Server.Asked.Count}");
            return Task.CompletedTask;
        };

        var update = await Refresh(Store());

        update.Outcome.ShouldBe(fits ? FeedOutcome.Loaded : FeedOutcome.Unreachable);
        if (!fits) update.Message.ShouldNotBeNull().ShouldContain("it redirects more than 5 times");
    }
}
