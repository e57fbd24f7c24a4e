using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>A destination of a run: opened, or with the reason why it isn't.</summary>
/// <param name="Spec">What was asked for.</param>
/// <param name="Destination">The store; null when it can't be opened.</param>
/// <param name="Failure">Why it can't; null when it is open.</param>
internal sealed record OpenDestination(SyncDestination Spec, Destination? Destination, string? Failure) : IAsyncDisposable
{
    /// <summary>What its owner should know, though nothing failed for it; null: nothing.</summary>
    public string? Warning { get; private set; }

    /// <summary>Opens it; nothing is asked of the store yet.</summary>
    public static OpenDestination Open(SyncDestination spec, TimeProvider time)
    {
        try
        {
            return new OpenDestination(spec, new Destination(spec.Url.Open(time), spec.Url.Keys), null);
        }
        catch (StoreException failure)
        {
            return new OpenDestination(spec, null, failure.Message);
        }
    }

    /// <summary>Sees whether it can be listed, by its first object: who can't be is better known before the sources are walked than after.</summary>
    public async Task<OpenDestination> ReachAsync(CancellationToken cancel)
    {
        if (Destination is not { } open) return this;
        try
        {
            await foreach (var _ in open.Store.ListAsync(open.Keys.Prefix, cancel).ConfigureAwait(false)) break;
            return this;
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or UnauthorizedAccessException)
        {
            await DisposeAsync().ConfigureAwait(false);
            return this with { Destination = null, Failure = failure.Message };
        }
    }

    /// <summary>Removes what killed runs left there. Where that fails, it costs room and nothing else: a warning.</summary>
    public async Task RemoveLeftoversAsync(CancellationToken cancel)
    {
        if (Destination is not { } open) return;
        try
        {
            await open.Store.RemoveLeftoversAsync(open.Keys, cancel).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            Warning = $"what killed runs left there could not be removed: {failure.Message}";
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Destination?.Store.DisposeAsync() ?? ValueTask.CompletedTask;
}
