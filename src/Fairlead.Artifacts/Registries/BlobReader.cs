using System.Net;
using Fairlead.Artifacts.Registries.Wire;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>Asks for blobs. Thread-safe.</summary>
internal sealed class BlobReader(RegistryExchange exchange)
{
    /// <inheritdoc cref="RegistryClient.HeadBlobAsync"/>
    public async Task<long?> HeadAsync(string repository, Digest digest, CancellationToken cancel) => await exchange.GetAsync(
        Request(HttpMethod.Head, repository, digest),
        static (_, response, _) => Task.FromResult(response.StatusCode == HttpStatusCode.NotFound ? default(long?) : response.Content.Headers.ContentLength ?? -1),
        cancel).ConfigureAwait(false);

    /// <inheritdoc cref="RegistryClient.OpenBlobAsync"/>
    public async Task<Stream> OpenAsync(string repository, Digest digest, long? size, CancellationToken cancel)
    {
        var request = Request(HttpMethod.Get, repository, digest);
        var permit = await exchange.Gate.ReadAsync(cancel).ConfigureAwait(false);
        var blob = new BlobStream(exchange, request, size, permit);
        try
        {
            await blob.ConnectAsync(cancel).ConfigureAwait(false);
            return blob;
        }
        catch
        {
            await blob.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private RegistryRequest Request(HttpMethod method, string repository, Digest digest) =>
        new(method, exchange.Url(RegistryPaths.Blob(exchange.Host, repository, digest)), TokenScope.Pull(repository));
}
