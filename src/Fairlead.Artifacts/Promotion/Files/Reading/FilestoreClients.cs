using System.Collections.Concurrent;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Promotion.Files.Reading;

/// <summary>The stores of a run, each opened once. Thread-safe.</summary>
public sealed class FilestoreClients(TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<IBlobStore>> _open = new(StringComparer.Ordinal);

    /// <summary>The store.</summary>
    /// <exception cref="StoreException">It can't be opened.</exception>
    public IBlobStore Get(StoreUrl url) => _open.GetOrAdd(url.Text, _ => new Lazy<IBlobStore>(() => url.Open(time))).Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in _open.Values.Where(store => store.IsValueCreated)) await store.Value.DisposeAsync().ConfigureAwait(false);
    }
}
