using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// One registry (OCI distribution specification 1.1). Thread-safe. Every method throws <see cref="RegistryException"/> when the registry
/// refuses, can't be reached, or sends what can't be used, after the retries of <see cref="RegistryClientOptions"/>; what is fetched by
/// digest is proven against it.
/// </summary>
public sealed class RegistryClient
{
    /// <summary><c>HOST[:PORT]</c>.</summary>
    public string Host => throw new NotImplementedException();

    /// <summary>Asks <c>/v2/</c>, signing in where that is wanted.</summary>
    public Task PingAsync(CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>A manifest by tag or by digest, from the cache where it is known by digest; null when the registry has none.</summary>
    public Task<FetchedManifest?> FindManifestAsync(string repository, string reference, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>What it says of a manifest, by HEAD; null when it has none.</summary>
    public Task<ManifestHead?> HeadManifestAsync(string repository, string reference, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>The size of a blob, by HEAD; null when it has none, -1 where it doesn't say.</summary>
    public Task<long?> HeadBlobAsync(string repository, Digest digest, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>
    /// A blob's bytes, forward only, from the start. A connection that breaks is taken up again with a Range request where it broke. The bytes
    /// are <em>not</em> hashed here: who copies them does that once for all its destinations.
    /// </summary>
    /// <exception cref="RegistryException">Here, or while it is read; <see cref="RegistryException.IsNotFound"/> when it has none.</exception>
    public Task<Stream> OpenBlobAsync(string repository, Digest digest, long? size, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Tags, and what else the registry lists with them; null when there is no such repository.</summary>
    public Task<RepositoryListing?> ListAsync(string repository, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Names of all repositories (<c>/v2/_catalog</c>, all pages).</summary>
    public IAsyncEnumerable<string> ListRepositoriesAsync(CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>What refers to a manifest: by the referrers API, else by the fallback tag <c>sha256-HEX</c>.</summary>
    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(string repository, Digest digest, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Lets a repository have a blob of another one on the same registry without sending it; false where the registry wants the bytes.</summary>
    public Task<bool> TryMountBlobAsync(string repository, Digest digest, string fromRepository, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Pushes a blob: monolithic, or in chunks where it is large. <paramref name="open"/> may be called again after a failure.</summary>
    public Task PushBlobAsync(string repository, Digest digest, long size, Func<CancellationToken, Task<Stream>> open, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Puts a manifest under a tag or its digest, byte for byte.</summary>
    public Task PutManifestAsync(string repository, string reference, FetchedManifest manifest, CancellationToken cancel) => throw new NotImplementedException();
}
