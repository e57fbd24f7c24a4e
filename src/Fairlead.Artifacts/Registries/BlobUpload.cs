using System.Globalization;
using System.Net;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>One upload at a registry: where it goes on, and how far it got. For one caller at a time.</summary>
internal sealed class BlobUpload
{
    /// <summary>
    /// Larger blobs go in chunks, so that a connection that breaks costs one of these at the most. All registries take this much at once.
    /// </summary>
    public const long ChunkBytes = 64 << 20;

    /// <summary>What a run that was ended waits for a registry to forget an upload: who ended it is looking on.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    // More would not be a chunk any more, and some of a hostile one's making.
    private const long MaxChunkBytes = 1L << 30;

    private readonly RegistryExchange _exchange;
    private readonly TokenScope _scope;
    private readonly Digest _digest;
    private readonly long _chunk;
    private Uri _location;

    private BlobUpload(RegistryExchange exchange, TokenScope scope, Digest digest, Uri location, long chunk) =>
        (_exchange, _scope, _digest, _location, _chunk) = (exchange, scope, digest, location, chunk);

    /// <summary>What the registry has of it.</summary>
    public long Offset { get; private set; }

    /// <summary>The upload that a registry began.</summary>
    public static BlobUpload Of(RegistryExchange exchange, string repository, Digest digest, RegistryRequest request, HttpResponseMessage response)
    {
        var chunk = response.Headers.TryGetValues("OCI-Chunk-Min-Length", out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var least) ? Math.Clamp(least, ChunkBytes, MaxChunkBytes) : ChunkBytes;
        return new BlobUpload(exchange, TokenScope.Push(repository), digest, Next(exchange, request, response), chunk);
    }

    /// <summary>Sends the next chunk, or what is left.</summary>
    /// <returns>Whether the registry now has the blob.</returns>
    public async Task<bool> SendAsync(UploadSource source, long size, CancellationToken cancel)
    {
        var isLast = size - Offset <= _chunk;
        var length = isLast ? size - Offset : _chunk;
        var stream = await source.AtAsync(Offset, cancel).ConfigureAwait(false);
        using var permit = await _exchange.Gate.PushAsync(cancel).ConfigureAwait(false);
        using var deadline = _exchange.Http.Deadline(cancel);
        using var content = new UploadContent(stream, length, isLast, deadline);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
        // "Content-Range: START-END", without a unit: the specification's own form.
        if (!isLast) content.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{Offset}-{Offset + length - 1}"));
        var request = new RegistryRequest(isLast ? HttpMethod.Put : HttpMethod.Patch, isLast ? Closing() : _location, _scope) { Content = () => content, CanRepeat = false };
        try
        {
            var response = await _exchange.SendAsync(request, deadline).ConfigureAwait(false);
            if (content.SourceFailure is not null) response.Dispose(); // it gave up on a body that never ended: the reason is ours
            else return isLast ? await ClosedAsync(request, response, deadline).ConfigureAwait(false) : await ContinuedAsync(request, response, length, deadline).ConfigureAwait(false);
        }
        catch (Exception) when (content.SourceFailure is not null)
        {
            // Said below.
        }
        finally
        {
            source.Moved(content.Consumed);
        }
        source.Fail(content.SourceFailure!);
        return false;
    }

    /// <summary>Asks how far it got.</summary>
    /// <returns>Whether it can be gone on with.</returns>
    public async Task<bool> TryResumeAsync(long size, CancellationToken cancel)
    {
        // With a place to push: the content may be a blob that is being read from here, and holds one of those to read.
        var request = new RegistryRequest(HttpMethod.Get, _location, _scope) { IsPush = true };
        try
        {
            return await _exchange.AskAsync(request, [HttpStatusCode.NoContent, HttpStatusCode.Accepted, HttpStatusCode.OK], (request, response, _) =>
            {
                var received = Received(response);
                if (received is not { } bytes || bytes > size) return Task.FromResult(false);
                (Offset, _location) = (bytes, Next(_exchange, request, response));
                return Task.FromResult(true);
            }, cancel).ConfigureAwait(false);
        }
        catch (RegistryException)
        {
            return false;
        }
    }

    /// <summary>Lets the registry forget it. Whether it does is not our trouble: it forgets all of them in time.</summary>
    /// <param name="cancel">The run's. It is asked for also when that has been cancelled; but nobody waits for it then for long.</param>
    public async Task CancelAsync(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(_exchange.Http.Options.IdleTimeout, _exchange.Http.Time);
        using var hurry = cancel.Register(() => limit.CancelAfter(s_grace));
        try
        {
            using var deadline = _exchange.Http.Deadline(limit.Token);
            using var response = await _exchange.SendAsync(new RegistryRequest(HttpMethod.Delete, _location, _scope), deadline).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RegistryException or OperationCanceledException or ObjectDisposedException)
        {
            // See above.
        }
    }

    private async Task<bool> ContinuedAsync(RegistryRequest request, HttpResponseMessage response, long length, Deadline deadline)
    {
        if (response.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.NoContent or HttpStatusCode.Created))
            throw await _exchange.RefusedAsync(request, response, deadline).ConfigureAwait(false);
        using (response)
        {
            var sent = Offset + length;
            // Taken at its word, one that has less would be sent the same again and again, and one that has more less than nothing.
            if (Received(response) is { } received && received != sent)
                throw new RegistryException($"{_exchange.Host}: {request}: it has {received} of the {sent} bytes that were sent") { IsTransient = true };
            (Offset, _location) = (sent, Next(_exchange, request, response));
            return false;
        }
    }

    private async Task<bool> ClosedAsync(RegistryRequest request, HttpResponseMessage response, Deadline deadline)
    {
        if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.NoContent))
            throw await _exchange.RefusedAsync(request, response, deadline).ConfigureAwait(false);
        using (response)
        {
            if (ManifestReader.SaidDigest(response) is { } said && said != _digest)
                throw new RegistryException($"{_exchange.Host}: {request}: it took {said} for what was sent as {_digest}");
            return true;
        }
    }

    private Uri Closing()
    {
        var url = _location.GetLeftPart(UriPartial.Query); // without a fragment, which would swallow what comes after it
        return new Uri($"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}digest={Uri.EscapeDataString(_digest.ToString())}");
    }

    // "Range: 0-LAST". Of nothing docker's registry says 0-0, as if it were one byte; a chunk of one byte is none of ours.
    private static long? Received(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Range", out var values)) return null;
        var text = values.First().AsSpan();
        if (text.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)) text = text["bytes=".Length..];
        return text.StartsWith("0-") && long.TryParse(text[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue
            ? (last == 0 ? 0 : last + 1) : null;
    }

    private static Uri Next(RegistryExchange exchange, RegistryRequest request, HttpResponseMessage response) =>
        RegistryRedirect.Next(request.Url, response, out var problem)
            ?? throw new RegistryException($"{exchange.Host}: {request}: it doesn't say where the upload goes on: {problem}");
}
