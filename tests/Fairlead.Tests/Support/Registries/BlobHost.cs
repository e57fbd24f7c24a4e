using System.Collections.Concurrent;
using Fairlead.Demo.Hosting;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Support.Registries;

/// <summary>Another host that holds a registry's blobs, as buckets do for registries that redirect to them; it writes down what it is sent.</summary>
internal sealed class BlobHost : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Blob> _blobs = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SeenRequest> _seen = new();
    private LoopbackServer _server = null!;

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public Uri BaseAddress => _server.BaseAddress;

    public static async Task<BlobHost> StartAsync(params IEnumerable<Blob> blobs)
    {
        var host = new BlobHost();
        foreach (var blob in blobs) host._blobs[$"/bucket/{blob.Digest}"] = blob;
        host._server = await LoopbackServer.StartAsync(host.AnswerAsync, cancel: TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Lets a registry send everybody here for these blobs, with a signed URL.</summary>
    public void TakeBlobsOf(FakeRegistry registry) => registry.Manners.Guard(context =>
    {
        var reference = context.Request.Path.Value!.Split('/')[^1];
        if (!Digest.TryParse(reference, out var digest) || !_blobs.ContainsKey($"/bucket/{digest}")) return Task.FromResult(true);
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = $"{BaseAddress}bucket/{digest}?X-Amz-Signature=s3cret";
        return Task.FromResult(false);
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _seen.Enqueue(new SeenRequest(context.Request.Method, context.Request.Path + context.Request.QueryString, headers));
        if (_blobs.TryGetValue(context.Request.Path.Value!, out var blob)) await BlobAnswer.WriteAsync(context, blob, "binary/octet-stream");
        else context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }
}
