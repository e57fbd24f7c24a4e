using Fairlead.Artifacts.Registries.Wire;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// How much is asked of one host at once and in a second. Thread-safe. Nothing is disposed of: these semaphores hold nothing of the system's, and who waits
/// at one that is disposed of waits for ever.
/// </summary>
internal sealed class HostGate(RegistryClientOptions options, TimeProvider time)
{
    private readonly SemaphoreSlim _reads = new(options.MaxConcurrency);
    private readonly SemaphoreSlim _pushes = new(options.MaxConcurrency);
    private readonly SemaphoreSlim _lists = new(1);

    /// <summary>How many requests go out in a second.</summary>
    public RateLimit Rate { get; } = new(options.RatePerSecond, time);

    /// <summary>A place among those that read; to be given back.</summary>
    public Task<HostPermit> ReadAsync(CancellationToken cancel) => TakeAsync(_reads, cancel);

    /// <summary>A place among those that push; to be given back. Who holds a place to read may wait for one to push, and never the other way round.</summary>
    public Task<HostPermit> PushAsync(CancellationToken cancel) => TakeAsync(_pushes, cancel);

    /// <summary>The turn of one who changes a list of referrers; to be given back. Who has it may wait for the other places, and nobody who has one of them for it.</summary>
    public Task<HostPermit> ListReferrerAsync(CancellationToken cancel) => TakeAsync(_lists, cancel);

    private static async Task<HostPermit> TakeAsync(SemaphoreSlim places, CancellationToken cancel)
    {
        await places.WaitAsync(cancel).ConfigureAwait(false);
        return new HostPermit(places);
    }
}
