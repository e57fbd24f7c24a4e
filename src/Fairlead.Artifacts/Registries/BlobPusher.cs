using System.Net;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>Pushes blobs (OCI distribution specification 1.1, "Pushing blobs"). Thread-safe.</summary>
internal sealed class BlobPusher(RegistryExchange exchange)
{
    // What counts as going on: a registry that takes a byte each time would keep us for ever.
    private const long Progress = 1 << 20;

    private static readonly HttpStatusCode[] s_begun = [HttpStatusCode.Created, HttpStatusCode.Accepted];

    /// <inheritdoc cref="RegistryClient.TryMountBlobAsync"/>
    public async Task<bool> TryMountAsync(string repository, Digest digest, string from, CancellationToken cancel)
    {
        if (!RepositoryName.IsValid(from)) throw new RegistryException($"{exchange.Host}: '{Wire.PlainText.Of(from)}' is not a repository's name");
        var path = $"{RegistryPaths.Uploads(exchange.Host, repository)}?mount={Uri.EscapeDataString(digest.ToString())}&from={Uri.EscapeDataString(from)}";
        var request = new RegistryRequest(HttpMethod.Post, exchange.Url(path), TokenScope.Mount(repository, from));
        var upload = await exchange.AskAsync(request, s_begun, (request, response, _) => Task.FromResult(
            response.StatusCode == HttpStatusCode.Created ? null : BlobUpload.Of(exchange, repository, digest, request, response)), cancel).ConfigureAwait(false);
        if (upload is null) return true;
        await upload.CancelAsync(cancel).ConfigureAwait(false);
        return false;
    }

    /// <inheritdoc cref="RegistryClient.PushBlobAsync"/>
    public async Task PushAsync(string repository, Digest digest, long size, Func<CancellationToken, Task<Stream>> open, bool isReadOnce, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        await using var source = new UploadSource(open);
        BlobUpload? upload = null;
        var isDone = false;
        try
        {
            for (var failures = 0; !isDone;)
            {
                upload ??= await BeginAsync(repository, digest, cancel).ConfigureAwait(false);
                var before = upload.Offset;
                try
                {
                    isDone = await upload.SendAsync(source, size, cancel).ConfigureAwait(false);
                    failures = 0;
                }
                catch (RegistryException e) when (e != source.Failure && IsPassing(e) && exchange.Retries.Allows(++failures))
                {
                    await exchange.Retries.WaitAsync(failures, e.RetryAfter, cancel).ConfigureAwait(false);
                    // Where it is not known how far it got, all of it is sent again, as another upload.
                    if (!await upload.TryResumeAsync(size, cancel).ConfigureAwait(false))
                    {
                        await upload.CancelAsync(cancel).ConfigureAwait(false);
                        upload = null;
                    }
                    if (isReadOnce && !source.StandsAt(upload?.Offset ?? 0)) throw;
                    if (upload is not null && upload.Offset - before >= Progress) failures = 1;
                }
            }
        }
        finally
        {
            // What is left lying about costs the registry's owner, for days.
            if (!isDone && upload is not null) await upload.CancelAsync(cancel).ConfigureAwait(false);
        }
    }

    private Task<BlobUpload> BeginAsync(string repository, Digest digest, CancellationToken cancel)
    {
        var request = new RegistryRequest(HttpMethod.Post, exchange.Url(RegistryPaths.Uploads(exchange.Host, repository)), TokenScope.Push(repository));
        return exchange.AskAsync(request, [HttpStatusCode.Accepted], (request, response, _) =>
            Task.FromResult(BlobUpload.Of(exchange, repository, digest, request, response)), cancel);
    }

    // Besides what passes by itself: the registry has forgotten the upload, or has another idea of how far it got, or the token ran out.
    private static bool IsPassing(RegistryException e) =>
        e.IsTransient || e.Status is HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.Unauthorized;
}
