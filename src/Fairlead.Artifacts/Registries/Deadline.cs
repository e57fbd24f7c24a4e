namespace Fairlead.Artifacts.Registries;

/// <summary>
/// How long a server may keep silent, begun anew whenever it does something. One timer and one registration for all of an exchange: a
/// blob of many pieces sets the timer, and makes nothing.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly TimeSpan _idle;
    private CancellationTokenRegistration _registration;
    private CancellationToken _caller;

    public Deadline(TimeSpan idle, TimeProvider time, CancellationToken caller)
    {
        _idle = idle;
        // The timer belongs to the clock that the source was made with; it is set when something is waited for.
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Follow(caller);
    }

    /// <summary>Cancelled when the time is over, and when the caller cancels.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whose wish counts too.</summary>
    public CancellationToken Caller => _caller;

    /// <summary>Whether the time is over, and the caller did not cancel.</summary>
    public bool HasPassed => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>The time begins now.</summary>
    public void Start() => _source.CancelAfter(_idle);

    /// <summary>Nothing is waited for.</summary>
    public void Stop() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Lets another caller's token count from now on; costs nothing while it is always the same.</summary>
    public void Follow(CancellationToken caller)
    {
        if (caller == _caller) return;
        _registration.Dispose();
        _caller = caller;
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
