namespace Fairlead.Artifacts.Registries;

/// <summary>A place at a <see cref="HostGate"/>. Given back once, however often it is disposed of.</summary>
internal sealed class HostPermit(SemaphoreSlim places) : IDisposable
{
    private SemaphoreSlim? _places = places;

    public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
}
