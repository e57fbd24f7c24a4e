using Fairlead.Artifacts.Stores;

namespace Fairlead.Tests.Artifacts.Mirroring.Verifying;

/// <summary>A store some of whose objects can't be read: not at all, or not for the first so many times, or not to their end.</summary>
internal sealed class UnreadableStore(IBlobStore inner, Func<string, Stream, Stream?> read) : IBlobStore
{
    public string Name => inner.Name;

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancel) => inner.ListAsync(prefix, cancel);

    public Task<StoredObject?> FindAsync(string key, CancellationToken cancel) => inner.FindAsync(key, cancel);

    public async Task<Stream?> OpenAsync(string key, CancellationToken cancel) =>
        await inner.OpenAsync(key, cancel) is { } content ? read(key, content) ?? throw new StoreException($"{Name}: {key}: no", isTransient: false) : null;

    public Task<PutOutcome> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancel) => inner.PutAsync(key, content, options, cancel);

    public Task RemoveAsync(string key, CancellationToken cancel) => inner.RemoveAsync(key, cancel);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
