using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Wanted;

/// <summary>Blobs that a store holds already. The store stays the caller's.</summary>
/// <param name="store">The store.</param>
/// <param name="keys">What blobs are called in it.</param>
public sealed class StoreBlobSource(IBlobStore store, KeyTemplate keys) : IBlobSource
{
    /// <inheritdoc/>
    public string Name => store.Name;

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string repository, Digest digest, long size, CancellationToken cancel) => store.OpenAsync(keys.KeyOf(digest), cancel);

    /// <inheritdoc/>
    public async Task<long?> FindSizeAsync(string repository, Digest digest, CancellationToken cancel) =>
        (await store.FindAsync(keys.KeyOf(digest), cancel).ConfigureAwait(false))?.Size;
}
