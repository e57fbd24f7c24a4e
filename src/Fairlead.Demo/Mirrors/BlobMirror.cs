using System.Collections.Concurrent;
using Fairlead.Demo.Behaviours;
using Fairlead.Demo.Hosting;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Mirrors;

/// <summary>
/// A bucket of blobs on loopback, with registry.k8s.io's layout of keys: <c>/containers/images/sha256:...</c>. What it holds and how
/// it behaves can be changed while it runs, and it counts what it was asked. Starting and stopping is for one caller at a time; the rest is safe for any number of threads.
/// </summary>
public sealed class BlobMirror : IAsyncDisposable
{
    private const string KeyPrefix = "/containers/images/";

    private readonly ConcurrentDictionary<Digest, Blob> _blobs = new();
    private readonly TimeProvider _time;
    private LoopbackServer _server = null!;
    private volatile Behaviour _behaviour = Behaviour.Normal;
    private volatile int _absentStatus = StatusCodes.Status404NotFound;

    private BlobMirror(TimeProvider time) => _time = time;

    /// <summary>Where it answers, with a trailing slash; the same after a restart.</summary>
    public Uri BaseAddress => _server.BaseAddress;

    /// <summary>Its URL as a policy's <c>mirrors</c> take it.</summary>
    public string UrlTemplate => $"{BaseAddress.GetLeftPart(UriPartial.Authority)}{KeyPrefix}{{digest}}";

    /// <summary>How it meets requests from now on.</summary>
    public Behaviour Behaviour
    {
        get => _behaviour;
        set => _behaviour = value;
    }

    /// <summary>What it answers for a blob that it lacks: 404, or 403 as S3 does where listing is not allowed.</summary>
    public int AbsentStatus
    {
        get => _absentStatus;
        set => _absentStatus = value;
    }

    /// <summary>How often it was asked for each blob.</summary>
    public BlobCounts Counts { get; } = new();

    /// <summary>What it was asked.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Starts a mirror that holds these blobs, on a free port of 127.0.0.1 unless one is given.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<BlobMirror> StartAsync(
        IEnumerable<Blob> blobs, int port = 0, TimeProvider? time = null, CancellationToken cancel = default)
    {
        var mirror = new BlobMirror(time ?? TimeProvider.System);
        foreach (var blob in blobs) mirror.Add(blob);
        mirror._server = await LoopbackServer.StartAsync(mirror.HandleAsync, port, cancel);
        return mirror;
    }

    /// <summary>Where this blob is, or would be.</summary>
    public Uri UrlOf(Digest digest) => new($"{BaseAddress.GetLeftPart(UriPartial.Authority)}{KeyPrefix}{digest}");

    /// <summary>Puts a blob in.</summary>
    public void Add(Blob blob) => _blobs[blob.Digest] = blob;

    /// <summary>Takes a blob out.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(Digest digest) => _blobs.TryRemove(digest, out _);

    /// <inheritdoc cref="LoopbackServer.StopAsync"/>
    public Task StopAsync() => _server.StopAsync();

    /// <inheritdoc cref="LoopbackServer.RestartAsync"/>
    public Task RestartAsync(CancellationToken cancel = default) => _server.RestartAsync(cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        Requests.Add(context);
        var isHead = HttpMethods.IsHead(context.Request.Method);
        var isRead = isHead || HttpMethods.IsGet(context.Request.Method);
        var isKey = TryParseKey(context.Request.Path.Value, out var digest);
        if (isRead && isKey) Counts.Add(digest, isHead);
        if (!await Behaviour.MeetAsync(context, _time)) return;
        if (!isRead)
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD";
        }
        else if (isKey && _blobs.TryGetValue(digest, out var blob))
        {
            await BlobAnswer.WriteAsync(context, blob, "application/octet-stream");
        }
        else
        {
            context.Response.StatusCode = AbsentStatus;
        }
    }

    private static bool TryParseKey(string? path, out Digest digest)
    {
        digest = default;
        return path is not null && path.StartsWith(KeyPrefix, StringComparison.Ordinal)
            && Digest.TryParse(path.AsSpan(KeyPrefix.Length), out digest);
    }
}
