using System.Threading.Tasks.Sources;

namespace Fairlead.Redirector.Transport;

/// <summary>
/// Whether one side of a socket, reading or writing, may be ready, and who waits until it is. One user at a time, on any thread;
/// <see cref="Signal"/> comes from the loop's thread, an interruption from any.
/// </summary>
/// <remarks>
/// The user tries its system call and, when that would block, begins to wait. Whoever takes a wait away from it (the loop, an
/// interruption) does so by one exchange, and alone may end that wait.
/// </remarks>
internal sealed class Readiness
{
    private const int Blocked = 0;
    private const int MayBeReady = 1;
    private const int Waiting = 2;

    private ManualResetValueTaskSourceCore<bool> _wait;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancelledBy;
    private int _state;
    private volatile bool _isInterrupted;
    private volatile bool _isCancelled;

    /// <summary>Something came since <see cref="Clear"/>.</summary>
    public bool IsSignalled => Volatile.Read(ref _state) == MayBeReady;

    /// <summary>An interruption was asked for and not yet taken.</summary>
    public bool IsInterrupted => _isInterrupted;

    /// <summary>To be called before a system call, so that what comes from then on counts as new.</summary>
    public void Clear() => Volatile.Write(ref _state, Blocked);

    /// <summary>The system call may be worth a try: there may be more than the last one took.</summary>
    public void Renew() => Volatile.Write(ref _state, MayBeReady);

    /// <summary>The socket is ready. True when somebody waited: the caller now tries for it, then <see cref="End"/>s the wait or goes on with it.</summary>
    public bool Signal()
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state == MayBeReady) return false;
            var next = state == Waiting ? Blocked : MayBeReady;
            if (Interlocked.CompareExchange(ref _state, next, state) == state) return state == Waiting;
        }
    }

    /// <summary>Begins a wait. False when the socket was signalled since <see cref="Clear"/>: try again.</summary>
    public bool TryBegin(CancellationToken cancel)
    {
        _wait.Reset();
        if (!TryWait()) return false;
        if (cancel.CanBeCanceled)
        {
            _registration = cancel.UnsafeRegister(static (readiness, token) => ((Readiness)readiness!).Cancel(token), this);
        }
        return true;
    }

    /// <summary>Goes on with a wait that was taken by <see cref="Signal"/> in vain. False: signalled meanwhile, try again.</summary>
    public bool TryWait()
    {
        if (Interlocked.CompareExchange(ref _state, Waiting, Blocked) != Blocked) return false;
        if ((_isInterrupted || _isCancelled) && Take()) End(); // asked for before there was a wait to take
        return true;
    }

    /// <summary>Ends a wait that was taken: its user goes on, on this thread.</summary>
    public void End() => _wait.SetResult(true);

    /// <summary>Ends the wait, or the next one, without readiness.</summary>
    public void Interrupt()
    {
        _isInterrupted = true;
        EndElsewhere();
    }

    /// <summary>Whether an interruption was asked for; it is taken by this.</summary>
    public bool TakeInterruption()
    {
        if (!_isInterrupted) return false;
        _isInterrupted = false;
        return true;
    }

    /// <summary>The wait, for a value task.</summary>
    public short Version => _wait.Version;

    /// <summary>For <see cref="IValueTaskSource{TResult}"/>.</summary>
    public ValueTaskSourceStatus GetStatus(short token) => _wait.GetStatus(token);

    /// <summary>For <see cref="IValueTaskSource{TResult}"/>.</summary>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    /// <summary>For <see cref="IValueTaskSource{TResult}"/>.</summary>
    /// <exception cref="OperationCanceledException">The token that the wait was begun with was cancelled.</exception>
    public void GetResult(short token)
    {
        _wait.GetResult(token);
        _registration.Dispose(); // waits for a cancellation under way, which must not meet the next wait
        _registration = default;
        if (!_isCancelled) return;
        _isCancelled = false;
        throw new OperationCanceledException(_cancelledBy);
    }

    private void Cancel(CancellationToken token)
    {
        _cancelledBy = token;
        _isCancelled = true;
        EndElsewhere();
    }

    private void EndElsewhere()
    {
        if (Take()) ThreadPool.UnsafeQueueUserWorkItem(static readiness => readiness.End(), this, preferLocal: false);
    }

    private bool Take() => Interlocked.CompareExchange(ref _state, Blocked, Waiting) == Waiting;
}
