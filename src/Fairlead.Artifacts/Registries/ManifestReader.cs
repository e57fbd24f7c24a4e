using System.Net;
using Fairlead.Artifacts.Registries.Wire;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>Fetches manifests. Thread-safe.</summary>
internal sealed class ManifestReader(RegistryExchange exchange, ManifestCache cache)
{
    /// <summary>Twice what clients and registries are to allow for at least (OCI distribution specification 1.1, "Pushing Manifests": 4 megabytes).</summary>
    public const int MaxBytes = 8 << 20;

    private const string DigestHeader = "Docker-Content-Digest";

    /// <inheritdoc cref="RegistryClient.FindManifestAsync"/>
    public async Task<FetchedManifest?> FindAsync(string repository, string reference, CancellationToken cancel)
    {
        var path = RegistryPaths.Manifest(exchange.Host, repository, reference);
        Digest? digest = Digest.TryParse(reference, out var parsed) ? parsed : null;
        if (digest is { } known && cache.Find(known) is { } kept) return kept;
        var found = await exchange.GetAsync(Request(HttpMethod.Get, repository, path), ReadAsync, cancel).ConfigureAwait(false);
        if (found is not null) cache.Keep(found);
        return found;

        async Task<FetchedManifest?> ReadAsync(RegistryRequest request, HttpResponseMessage response, Deadline deadline)
        {
            if (response.StatusCode == HttpStatusCode.NotFound) return null;
            var content = await exchange.Http.ReadAsync(response, request.ToString(), MaxBytes, deadline).ConfigureAwait(false);
            var mediaType = RegistryBody.MediaTypeOf(response.Content.Headers);
            return Prove(digest ?? SaidDigest(response), mediaType, content, request);
        }
    }

    /// <inheritdoc cref="RegistryClient.HeadManifestAsync"/>
    public async Task<ManifestHead?> HeadAsync(string repository, string reference, CancellationToken cancel)
    {
        var path = RegistryPaths.Manifest(exchange.Host, repository, reference);
        return await exchange.GetAsync(Request(HttpMethod.Head, repository, path), Read, cancel).ConfigureAwait(false);

        static Task<ManifestHead?> Read(RegistryRequest request, HttpResponseMessage response, Deadline deadline)
        {
            if (response.StatusCode == HttpStatusCode.NotFound) return Task.FromResult<ManifestHead?>(null);
            var headers = response.Content.Headers;
            var mediaType = RegistryBody.MediaTypeOf(headers) is { Length: > 0 } said ? said : null;
            return Task.FromResult<ManifestHead?>(new ManifestHead(SaidDigest(response), mediaType, headers.ContentLength));
        }
    }

    private RegistryRequest Request(HttpMethod method, string repository, string path) =>
        new(method, exchange.Url(path), TokenScope.Pull(repository)) { Accept = ManifestAccept.All };

    // Of another algorithm it is as good as not sent: what has been read is then known by its own SHA-256.
    public static Digest? SaidDigest(HttpResponseMessage response) =>
        response.Headers.TryGetValues(DigestHeader, out var values) && Digest.TryParse(values.First(), out var digest) ? digest : null;

    private FetchedManifest Prove(Digest? said, string mediaType, ReadOnlyMemory<byte> content, RegistryRequest request)
    {
        if (said is not { } digest) return new FetchedManifest(ManifestProof.Of(mediaType, content.Span), mediaType, content);
        if (ManifestProof.Holds(digest, mediaType, content.Span)) return new FetchedManifest(digest, mediaType, content);
        throw new RegistryException(
            $"{exchange.Host}: {request}: what came is {Digest.Of(content.Span)} and not {digest}; the registry, or something before it, changed it");
    }
}
