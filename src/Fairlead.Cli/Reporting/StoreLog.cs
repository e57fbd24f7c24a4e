using Fairlead.Artifacts.Stores;
using Fairlead.Traffic.Importing;

namespace Fairlead.Cli.Reporting;

/// <summary>A log in a bucket.</summary>
internal sealed class StoreLog(IBlobStore store, string name, StoredObject log) : ILogSource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public long? Length => log.Size;

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(CancellationToken cancel) => await store.OpenAsync(log.Key, cancel).ConfigureAwait(false) is { } content
        ? new InterruptibleStream(content, cancel)
        : throw new IOException($"{name} is gone since it was listed");
}
