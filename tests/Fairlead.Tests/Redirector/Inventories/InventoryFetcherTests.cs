using Fairlead.Networks.Feeds;
using Fairlead.Redirector.Inventories;
using Fairlead.Tests.Formats.Inventories;
using Fairlead.Tests.Networks.Feeds;
using Fairlead.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Redirector.Inventories;

public sealed class InventoryFetcherTests : IAsyncLifetime
{
    private static readonly byte[] s_bytes = InventorySamples.Bytes(InventorySamples.Of(100));
    private readonly ManualTime _time = new();
    private readonly HttpClient _http = FeedHttp.Create();
    private FeedServer _server = null!;
    private InventoryFetcher _fetcher = null!;

    private Uri Url => _server.Url("/inventory");

    public async ValueTask InitializeAsync()
    {
        _server = await FeedServer.StartAsync();
        _fetcher = new InventoryFetcher(_http, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task GetAsync_WholeInventory_IsLoadedAndThenNotModified()
    {
        Serve(s_bytes, "\"v1\"");
        var first = await GetAsync();
        (first.Outcome, first.Inventory!.Count, first.ETag?.Tag, first.Problem).ShouldBe((FetchOutcome.Loaded, 100, "\"v1\"", null));
        var second = await _fetcher.GetAsync(Url, first.ETag, TestContext.Current.CancellationToken);
        (second.Outcome, second.Inventory).ShouldBe((FetchOutcome.NotModified, null));
        _server.Asked.ShouldBe(["/inventory - -", "/inventory \"v1\" -"]);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(204)]
    [InlineData(304)]
    [InlineData(302)]
    public async Task GetAsync_OtherStatus_IsUnreachableAndFollowsNobody(int status)
    {
        _server.Status(status, "/elsewhere");
        var fetch = await GetAsync();
        (fetch.Outcome, fetch.Problem).ShouldBe((FetchOutcome.Unreachable, $"it answered {status}"));
        _server.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task GetAsync_DamagedOrCutOrOther_IsRefusedWithThePlace()
    {
        Serve([.. s_bytes[..500], (byte)~s_bytes[500], .. s_bytes[501..]]);
        (await GetAsync()).ShouldSatisfyAllConditions(f => f.Outcome.ShouldBe(FetchOutcome.Refused), f => f.Problem!.ShouldStartWith("byte "));
        Serve(s_bytes[..500]);
        (await GetAsync()).ShouldSatisfyAllConditions(f => f.Outcome.ShouldBe(FetchOutcome.Refused), f => f.Problem!.ShouldContain("cut off"));
        Serve("<html>\u001b[31m"u8.ToArray());
        (await GetAsync()).Problem.ShouldBe("byte 0: not an inventory: it doesn't begin as one");
    }

    [Fact]
    public async Task GetAsync_TooLargeByItsOwnWord_IsRefusedUnread()
    {
        _server.Answer = async context =>
        {
            context.Response.ContentLength = InventoryFetcher.MaxBytes + 1;
            await context.Response.Body.WriteAsync(s_bytes);
            await context.Response.Body.FlushAsync();
        };
        (await GetAsync()).ShouldBe(new InventoryFetch(FetchOutcome.Refused, Problem: $"it is larger than {InventoryFetcher.MaxBytes} bytes"));
    }

    [Fact]
    public async Task GetAsync_Compressed_IsRefused()
    {
        _server.Answer = context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync(s_bytes).AsTask();
        };
        (await GetAsync()).Outcome.ShouldBe(FetchOutcome.Refused);
    }

    [Fact]
    public async Task GetAsync_ConnectionBreaksInTheMiddle_IsUnreachable()
    {
        _server.Answer = async context =>
        {
            context.Response.ContentLength = s_bytes.Length;
            await context.Response.Body.WriteAsync(s_bytes.AsMemory(0, 1000));
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        (await GetAsync()).Outcome.ShouldBe(FetchOutcome.Unreachable);
    }

    [Fact]
    public async Task GetAsync_NothingComes_IsGivenUpAfterTheIdleTime()
    {
        var arrived = new TaskCompletionSource();
        _server.Answer = async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        var getting = GetAsync();
        await arrived.Task;
        _time.Advance(InventoryFetcher.Idle - TimeSpan.FromTicks(1));
        getting.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromTicks(1));
        (await getting).ShouldBe(new InventoryFetch(FetchOutcome.Unreachable, Problem: "nothing came within 15 s"));
    }

    [Fact]
    public async Task GetAsync_ByteByByteForEver_IsGivenUpAfterTheWholeTime()
    {
        var taken = new SemaphoreSlim(0);
        var go = new SemaphoreSlim(1);
        _server.Answer = async context =>
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    await go.WaitAsync(context.RequestAborted);
                    await context.Response.Body.WriteAsync(s_bytes.AsMemory(i, 1), context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    taken.Release();
                }
            }
            catch (OperationCanceledException)
            {
                // the client is gone
            }
        };
        var getting = GetAsync();
        await taken.WaitAsync(TestContext.Current.CancellationToken);
        await _time.ArmedAsync(InventoryFetcher.Total);
        _time.Advance(InventoryFetcher.Total);
        go.Release();
        (await getting).Outcome.ShouldBe(FetchOutcome.Unreachable);
    }

    [Fact]
    public async Task GetAsync_NobodyListens_IsUnreachable()
    {
        var url = Url;
        await _server.DisposeAsync();
        (await _fetcher.GetAsync(url, null, TestContext.Current.CancellationToken)).Outcome.ShouldBe(FetchOutcome.Unreachable);
    }

    [Fact]
    public async Task GetAsync_CallerEndsIt_Throws()
    {
        using var cancel = new CancellationTokenSource();
        _server.Answer = async _ => await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _fetcher.GetAsync(Url, null, cancel.Token));
    }

    private Task<InventoryFetch> GetAsync() => _fetcher.GetAsync(Url, null, TestContext.Current.CancellationToken);

    private void Serve(byte[] bytes, string? etag = null) => _server.Answer = async context =>
    {
        if (etag is not null) context.Response.Headers.ETag = etag;
        if (etag is not null && context.Request.Headers.IfNoneMatch == etag) context.Response.StatusCode = StatusCodes.Status304NotModified;
        else await context.Response.Body.WriteAsync(bytes);
    };
}
