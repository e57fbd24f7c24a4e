using System.Net;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Asks what refers to a manifest (OCI distribution specification 1.1, "Listing Referrers", "Unavailable Referrers API"). Thread-safe.
/// </summary>
internal sealed class ReferrerReader(RegistryExchange exchange, PagedList pages, ManifestReader manifests)
{
    // A manifest with more signatures than this is an attack on those who look at them.
    private const int Most = 10_000;

    // docker's registry before 3.0 answers 404; others refuse what they don't know with one of these.
    private static readonly HttpStatusCode[] s_good =
        [HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotAcceptable];

    private volatile bool _isMissing;

    /// <inheritdoc cref="RegistryClient.ListReferrersAsync"/>
    public async Task<IReadOnlyList<Descriptor>> ListAsync(string repository, Digest digest, CancellationToken cancel) =>
        await FindAsync(repository, digest, cancel).ConfigureAwait(false) ?? await FallbackAsync(repository, digest, cancel).ConfigureAwait(false);

    /// <inheritdoc cref="RegistryClient.FindReferrersAsync"/>
    public async Task<IReadOnlyList<Descriptor>?> FindAsync(string repository, Digest digest, CancellationToken cancel) =>
        _isMissing ? null : await AskAsync(repository, RegistryPaths.Referrers(exchange.Host, repository, digest), cancel).ConfigureAwait(false);

    private async Task<IReadOnlyList<Descriptor>?> AskAsync(string repository, string path, CancellationToken cancel)
    {
        var request = new RegistryRequest(HttpMethod.Get, exchange.Url(path), TokenScope.Pull(repository)) { Accept = OciMediaType.Index };
        var first = await exchange.AskAsync(request, s_good, ReadFirstAsync, cancel).ConfigureAwait(false);
        if (first is not { } page) return null;
        var referrers = Read(page.Body.Span, request);
        if (page.Next is null) return referrers;
        var isWhole = false;
        await foreach (var more in pages.ReadAsync(request with { Url = page.Next }, cancel).ConfigureAwait(false))
        {
            isWhole = true;
            referrers.AddRange(Read(more.Span, request));
            if (referrers.Count > Most) throw new RegistryException($"{exchange.Host}: {request}: more than {Most} things refer to it");
        }
        return isWhole ? referrers : throw new RegistryException($"{exchange.Host}: {request}: a page that it named is not there");
    }

    private async Task<ListPage?> ReadFirstAsync(RegistryRequest request, HttpResponseMessage response, Deadline deadline)
    {
        if (response.StatusCode == HttpStatusCode.OK)
            return RegistryBody.MediaTypeOf(response.Content.Headers) == OciMediaType.Index ? await pages.ReadPageAsync(request, response, deadline).ConfigureAwait(false) : null;
        // A registry that knows the API says 404 too, of a repository that it hasn't: that tells nothing of the API. Nor is what one upstream of a
        // redirector says true of the others.
        var said = RegistryErrors.Describe((await exchange.Http.ReadStartAsync(response, RegistryErrors.MaxBytes, deadline).ConfigureAwait(false)).Span);
        if (!said.Contains("NAME_UNKNOWN", StringComparison.Ordinal) && !said.Contains("MANIFEST_UNKNOWN", StringComparison.Ordinal) && exchange.Origin.Owns(response.RequestMessage!.RequestUri!))
            _isMissing = true;
        return null;
    }

    private async Task<IReadOnlyList<Descriptor>> FallbackAsync(string repository, Digest digest, CancellationToken cancel)
    {
        var tag = ReferrerIndex.TagOf(digest);
        var manifest = await manifests.FindAsync(repository, tag, cancel).ConfigureAwait(false);
        // "If the tag returns something that is not an image index, it is to be taken as if there were none."
        if (manifest is null || manifest.MediaType != OciMediaType.Index) return [];
        return Read(manifest.Content.Span, new RegistryRequest(HttpMethod.Get, exchange.Url(RegistryPaths.Manifest(exchange.Host, repository, tag)), TokenScope.None));
    }

    private List<Descriptor> Read(ReadOnlySpan<byte> index, RegistryRequest request)
    {
        try
        {
            return [.. Manifest.Parse(index, OciMediaType.Index).Manifests];
        }
        catch (FormatException e)
        {
            throw new RegistryException($"{exchange.Host}: {request}: its answer can't be read: {e.Message}", inner: e);
        }
    }
}
