using System.Net;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// The body of a put: a content that is read once, sent as it comes. What the content throws and what the connection throws are kept apart.
/// The end is sent only after the content has ended well: until then the server can't take it for whole.
/// </summary>
/// <param name="doing">For messages, with the bucket and the key.</param>
/// <param name="content">It stays the caller's.</param>
/// <param name="size">In bytes.</param>
/// <param name="waitsForServer">Called when bytes go out, and with false when it is the content that is waited for.</param>
internal sealed class S3Content(string doing, Stream content, long size, Action<bool> waitsForServer) : HttpContent
{
    private const int LargestBuffer = 128 << 10;

    /// <summary>Whether the content was touched: it can be read only once.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>What the content threw; null when it did not.</summary>
    public Exception? ContentFailure { get; private set; }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        HasBegun = true;
        waitsForServer(false);
        var body = new S3Body(doing, stream, size, waitsForServer);
        try
        {
            // Who can hand over its own buffers does it here, and nothing is copied.
            await content.CopyToAsync(body, (int)Math.Clamp(size, 1, LargestBuffer), cancellationToken).ConfigureAwait(false);
            if (body.Length != size) throw new StoreException($"{doing}: the content ended after {body.Length} of {size} bytes: nothing was put", isTransient: false);
        }
        catch (Exception e) when (!body.HasFailed && !cancellationToken.IsCancellationRequested)
        {
            ContentFailure = e;
            throw;
        }
        await body.FinishAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return true;
    }
}
