using System.Runtime.CompilerServices;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// One registry (OCI distribution specification 1.1). Thread-safe. Every method throws <see cref="RegistryException"/> when the registry
/// refuses, can't be reached, or sends what can't be used, after the retries of <see cref="RegistryClientOptions"/>; what is fetched by
/// digest is proven against it.
/// </summary>
public sealed class RegistryClient
{
    private readonly RegistryExchange _exchange;
    private readonly ManifestReader _manifests;
    private readonly BlobReader _blobs;
    private readonly PagedList _pages;
    private readonly ReferrerReader _referrers;
    private readonly BlobPusher _pusher;
    private readonly ManifestPusher _manifestPusher;

    internal RegistryClient(RegistryExchange exchange, ManifestCache cache)
    {
        _exchange = exchange;
        _manifests = new ManifestReader(exchange, cache);
        _blobs = new BlobReader(exchange);
        _pages = new PagedList(exchange);
        _referrers = new ReferrerReader(exchange, _pages, _manifests);
        _pusher = new BlobPusher(exchange);
        _manifestPusher = new ManifestPusher(exchange, _manifests);
    }

    /// <summary><c>HOST[:PORT]</c>.</summary>
    public string Host => _exchange.Host;

    /// <summary>Asks <c>/v2/</c>, signing in where that is wanted.</summary>
    public async Task PingAsync(CancellationToken cancel)
    {
        var request = new RegistryRequest(HttpMethod.Get, _exchange.Url(RegistryPaths.Base), TokenScope.None);
        var isThere = await _exchange.GetAsync(request, static (_, response, _) => Task.FromResult(response.IsSuccessStatusCode), cancel).ConfigureAwait(false);
        if (!isThere) throw new RegistryException($"{Host}: there is no registry (/v2/ answered 404)", System.Net.HttpStatusCode.NotFound);
    }

    /// <summary>A manifest by tag or by digest, from the cache where it is known by digest; null when the registry has none.</summary>
    public Task<FetchedManifest?> FindManifestAsync(string repository, string reference, CancellationToken cancel) =>
        _manifests.FindAsync(repository, reference, cancel);

    /// <summary>What it says of a manifest, by HEAD; null when it has none.</summary>
    public Task<ManifestHead?> HeadManifestAsync(string repository, string reference, CancellationToken cancel) =>
        _manifests.HeadAsync(repository, reference, cancel);

    /// <summary>What a tag names, or the digest itself where the manifest is there; null when the registry has none. By HEAD, unless it doesn't say the digest then.</summary>
    public async Task<Digest?> FindDigestAsync(string repository, string reference, CancellationToken cancel)
    {
        if (await HeadManifestAsync(repository, reference, cancel).ConfigureAwait(false) is not { } head) return null;
        if (Digest.TryParse(reference, out var digest)) return digest;
        return head.Digest ?? (await FindManifestAsync(repository, reference, cancel).ConfigureAwait(false))?.Digest;
    }

    /// <summary>The size of a blob, by HEAD; null when it has none, -1 where it doesn't say.</summary>
    public Task<long?> HeadBlobAsync(string repository, Digest digest, CancellationToken cancel) => _blobs.HeadAsync(repository, digest, cancel);

    /// <summary>
    /// A blob's bytes, forward only, from the start. A connection that breaks is taken up again with a Range request where it broke. The bytes
    /// are <em>not</em> hashed here: who copies them does that once for all its destinations. To be disposed of: until its end, it counts
    /// as one of the host's requests.
    /// </summary>
    /// <exception cref="RegistryException">Here, or while it is read; <see cref="RegistryException.IsNotFound"/> when it has none.</exception>
    public Task<Stream> OpenBlobAsync(string repository, Digest digest, long? size, CancellationToken cancel) =>
        _blobs.OpenAsync(repository, digest, size, cancel);

    /// <summary>Tags, and what else the registry lists with them; null when there is no such repository.</summary>
    public async Task<RepositoryListing?> ListAsync(string repository, CancellationToken cancel)
    {
        var url = _exchange.Url(RegistryPaths.Tags(Host, repository));
        var listing = default(ListingReader);
        await foreach (var page in _pages.ReadAsync(new RegistryRequest(HttpMethod.Get, url, TokenScope.Pull(repository)), cancel).ConfigureAwait(false))
            (listing ??= new ListingReader($"{Host}: GET {url.AbsolutePath}")).Add(page.Span);
        return listing?.Listing;
    }

    /// <summary>Names of all repositories (<c>/v2/_catalog</c>, all pages).</summary>
    /// <exception cref="RegistryException"><see cref="RegistryException.IsNotFound"/> where it has no catalog.</exception>
    public async IAsyncEnumerable<string> ListRepositoriesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var url = _exchange.Url(RegistryPaths.Catalog);
        var catalog = default(CatalogReader);
        await foreach (var page in _pages.ReadAsync(new RegistryRequest(HttpMethod.Get, url, TokenScope.Catalog), cancel).ConfigureAwait(false))
        {
            catalog ??= new CatalogReader($"{Host}: GET {url.AbsolutePath}");
            foreach (var name in catalog.Read(page.Span)) yield return name;
        }
        if (catalog is null) throw new RegistryException($"{Host}: it has no catalog; name its repositories", System.Net.HttpStatusCode.NotFound);
    }

    /// <summary>
    /// What refers to a manifest: by the referrers API, else by the fallback tag <c>sha256-HEX</c>. Both are the registry's word; what is listed is
    /// proven when it is fetched.
    /// </summary>
    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(string repository, Digest digest, CancellationToken cancel) =>
        _referrers.ListAsync(repository, digest, cancel);

    /// <summary>
    /// The same by the referrers API alone; null where the registry has none, so that whoever knows the repository's tags can look among them and
    /// need not ask for a tag that isn't there.
    /// </summary>
    public Task<IReadOnlyList<Descriptor>?> FindReferrersAsync(string repository, Digest digest, CancellationToken cancel) =>
        _referrers.FindAsync(repository, digest, cancel);

    /// <summary>Lets a repository have a blob of another one on the same registry without sending it; false where the registry wants the bytes.</summary>
    public Task<bool> TryMountBlobAsync(string repository, Digest digest, string fromRepository, CancellationToken cancel) =>
        _pusher.TryMountAsync(repository, digest, fromRepository, cancel);

    /// <summary>
    /// Pushes a blob: monolithic, or in chunks where it is large. The registry checks it against its digest. After a failure of the
    /// registry's it is taken up where the registry says that it broke off, else from the start; <paramref name="open"/> is then called again. What the
    /// content itself throws comes through as it is, and the upload is given up.
    /// </summary>
    /// <param name="repository">Where to.</param>
    /// <param name="digest">Of the content.</param>
    /// <param name="size">Of the content; another length than this is a failure.</param>
    /// <param name="open">The content from its start; each stream is disposed of here.</param>
    /// <param name="cancel">Ends it.</param>
    public Task PushBlobAsync(string repository, Digest digest, long size, Func<CancellationToken, Task<Stream>> open, CancellationToken cancel) =>
        _pusher.PushAsync(repository, digest, size, open, isReadOnce: false, cancel);

    /// <summary>
    /// The same with a content that can be read once. Where the registry would have to be sent again what was read of it, its failure is thrown. The
    /// content is disposed of here.
    /// </summary>
    public Task PushBlobAsync(string repository, Digest digest, long size, Stream content, CancellationToken cancel) =>
        _pusher.PushAsync(repository, digest, size, _ => Task.FromResult(content), isReadOnce: true, cancel);

    /// <summary>
    /// Puts a manifest under a tag or its digest, byte for byte. What it names has to be there. One with a <c>subject</c>, put where the registry
    /// doesn't list by itself what refers to what (no <c>OCI-Subject</c> in its answer), is added to the list under the fallback tag <c>sha256-HEX</c> of its
    /// subject too, once; other programs that change the same list at the same moment may take it out again.
    /// </summary>
    public Task PutManifestAsync(string repository, string reference, FetchedManifest manifest, CancellationToken cancel) =>
        _manifestPusher.PutAsync(repository, reference, manifest, cancel);
}
