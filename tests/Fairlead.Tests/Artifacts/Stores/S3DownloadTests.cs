using Fairlead.Artifacts.Stores;
using Fairlead.Demo.Hosting;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Stores;

public sealed class S3DownloadTests
{
    [Fact]
    public async Task ReadAsync_RestEndsEarlyWithoutALength_IsAskedForOn()
    {
        var content = new byte[200_000];
        new Random(4).NextBytes(content);
        var requests = 0;
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            var first = Interlocked.Increment(ref requests) == 1;
            var from = first ? 0 : int.Parse(context.Request.Headers.Range.ToString()["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture);
            context.Response.StatusCode = first ? 200 : 206;
            context.Response.Headers.ETag = "\"e\"";
            if (first) context.Response.ContentLength = content.Length; // the others come in chunks
            else context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
            await context.Response.Body.WriteAsync(content.AsMemory(from, Math.Min(70_000, content.Length - from)));
            await context.Response.Body.FlushAsync();
            if (first) context.Abort();
        });
        (await ReadAsync(server)).ShouldBe(content);
    }

    [Fact]
    public async Task ReadAsync_FewBytesEachTime_IsGivenUp()
    {
        var requests = 0;
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            Interlocked.Increment(ref requests);
            var at = context.Request.Headers.Range.ToString() is { Length: > 0 } range ? int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture) : 0;
            var first = context.Request.Headers.Range.Count == 0;
            context.Response.StatusCode = first ? 200 : 206;
            context.Response.Headers.ETag = "\"e\"";
            if (first) context.Response.ContentLength = 1000; // the others come in chunks
            else context.Response.Headers.ContentRange = $"bytes {at}-999/1000";
            await context.Response.Body.WriteAsync(new byte[1]);
            await context.Response.Body.FlushAsync();
            if (first) context.Abort();
        });
        (await Should.ThrowAsync<StoreException>(() => ReadAsync(server))).IsTransient.ShouldBeTrue();
        requests.ShouldBeInRange(5, 10); // a cut may take the head with it, which is one more; without an end it would be a thousand
    }

    private static async Task<byte[]> ReadAsync(LoopbackServer server)
    {
        var address = new BucketAddress("mirror", "") { Region = "eu-test-1", Endpoint = new Uri(server.BaseAddress.GetLeftPart(UriPartial.Authority)), IsAnonymous = true };
        await using var store = new S3Store("s3://mirror", address, new PauselessTime());
        await using var stream = (await store.OpenAsync("k", TestContext.Current.CancellationToken))!;
        var read = new MemoryStream();
        await stream.CopyToAsync(read, TestContext.Current.CancellationToken);
        return read.ToArray();
    }
}
