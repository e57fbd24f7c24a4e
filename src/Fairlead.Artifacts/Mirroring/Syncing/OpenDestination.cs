using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>A destination of a run: opened, or with the reason why it isn't.</summary>
/// <param name="Spec">What was asked for.</param>
/// <param name="Destination">The store; null when it can't be opened.</param>
/// <param name="Failure">Why it can't; null when it is open.</param>
internal sealed record OpenDestination(SyncDestination Spec, Destination? Destination, string? Failure) : IAsyncDisposable
{
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

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Destination?.Store.DisposeAsync() ?? ValueTask.CompletedTask;
}
