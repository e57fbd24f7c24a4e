using System.Net;
using System.Net.Http.Headers;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>Puts manifests (OCI distribution specification 1.1, "Pushing Manifests").</summary>
internal static class ManifestPusher
{
    private static readonly HttpStatusCode[] s_good = [HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Accepted];

    /// <inheritdoc cref="RegistryClient.PutManifestAsync"/>
    public static async Task PutAsync(RegistryExchange exchange, string repository, string reference, FetchedManifest manifest, CancellationToken cancel)
    {
        var url = exchange.Url(RegistryPaths.Manifest(exchange.Host, repository, reference));
        if (Digest.TryParse(reference, out var digest) && digest != manifest.Digest)
            throw new RegistryException($"{exchange.Host}: the manifest {manifest.Digest} can't be put as {digest}");
        if (!MediaTypeHeaderValue.TryParse(manifest.MediaType, out var mediaType))
            throw new RegistryException($"{exchange.Host}: the manifest {manifest.Digest} is of no media type that can be sent");
        var request = new RegistryRequest(HttpMethod.Put, url, TokenScope.Push(repository))
        {
            Content = () => new ReadOnlyMemoryContent(manifest.Content) { Headers = { ContentType = mediaType } },
        };
        await exchange.AskAsync(request, s_good, Check, cancel).ConfigureAwait(false);

        Task<bool> Check(RegistryRequest request, HttpResponseMessage response, Deadline deadline) =>
            ManifestReader.SaidDigest(response) is { } said && said != manifest.Digest
                ? throw new RegistryException($"{exchange.Host}: {request}: it took {said} for what is {manifest.Digest}; what it holds now is not what was sent")
                : Task.FromResult(true);
    }
}
