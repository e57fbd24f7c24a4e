using System.Threading.Tasks.Sources;

namespace Fairlead.Artifacts.Mirroring.Copying.Reading;

/// <summary>One destination's place in a <see cref="Ring"/>, whose lock guards all of it.</summary>
internal sealed class RingTaker(Ring ring) : IChunkSupply, IValueTaskSource<Chunk?>
{
    private readonly Queue<Chunk> _queue = new();
    private Chunk? _current;
    private bool _hasEnded;

    // The destination goes on elsewhere, not on the reader's thread: a slow disk would keep all of them.
    private ManualResetValueTaskSourceCore<Chunk?> _arrival = new() { RunContinuationsAsynchronously = true };

    /// <summary>Bytes that were read and that it has not done with.</summary>
    public long Behind { get; private set; }

    /// <summary>Whether it has taken everything that was read and waits for more.</summary>
    public bool Starves { get; private set; }

    /// <inheritdoc/>
    public Exception? Failure { get; private set; }

    /// <summary>Cancelled when it gets no more: a store that waits for a slow server needn't wait on.</summary>
    public CancellationTokenSource? Stop { get; set; }

    /// <inheritdoc/>
    public ValueTask<Chunk?> NextAsync(CancellationToken cancel)
    {
        lock (ring.Lock)
        {
            cancel.ThrowIfCancellationRequested();
            Drop();
            if (Failure is not null) throw Failure;
            if (_queue.TryDequeue(out _current)) return new(_current);
            if (_hasEnded) return default;
            Starves = true;
            ring.Changed();
            _arrival.Reset();
            return new(this, _arrival.Version);
        }
    }

    /// <summary>One piece more.</summary>
    public void Give(Chunk chunk)
    {
        chunk.Hold();
        Behind += chunk.Length;
        if (!Starves)
        {
            _queue.Enqueue(chunk);
            return;
        }
        (_current, Starves) = (chunk, false);
        _arrival.SetResult(chunk);
    }

    /// <summary>There is no more.</summary>
    public void End()
    {
        _hasEnded = true;
        if (!Starves) return;
        Starves = false;
        _arrival.SetResult(null);
    }

    /// <summary>It gets no more; what it has in its hands stays valid.</summary>
    public void Fail(Exception failure)
    {
        Failure = failure;
        while (_queue.TryDequeue(out var chunk)) chunk.Release();
        Stop?.CancelAsync(); // its callbacks run elsewhere, not under the lock
        if (!Starves) return;
        Starves = false;
        _arrival.SetException(failure);
    }

    /// <summary>It has ended, however: nothing of it is read any more.</summary>
    public void Leave()
    {
        Stop = null;
        Drop();
        Fail(new ObjectDisposedException(nameof(RingTaker)));
    }

    Chunk? IValueTaskSource<Chunk?>.GetResult(short token) => _arrival.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Chunk?>.GetStatus(short token) => _arrival.GetStatus(token);

    void IValueTaskSource<Chunk?>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _arrival.OnCompleted(continuation, state, token, flags);

    private void Drop()
    {
        if (_current is null) return;
        Behind -= _current.Length;
        _current.Release();
        _current = null;
        ring.Changed();
    }
}
