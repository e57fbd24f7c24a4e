namespace Fairlead.Artifacts.Mirroring.Copying.Reading;

/// <summary>
/// One read of a blob for several destinations, each at its own pace. As much as the pool allows may lie between what was read and the
/// destination farthest behind. When that is used up and some destination starves (it has taken everything and waits), the ones farthest behind
/// are let go; where nobody starves the reader waits. The last one left is never let go.
/// </summary>
internal sealed class Ring(ChunkPool pool)
{
    /// <summary>
    /// A destination that has only not had its turn on a processor isn't slow: it gets so many before it is let go. One that waits for its
    /// disk or its server doesn't move meanwhile.
    /// </summary>
    public const int Turns = 8;

    private readonly List<RingTaker> _takers = [];
    private TaskCompletionSource? _change;

    /// <summary>Guards the ring and its takers.</summary>
    public Lock Lock { get; } = new();

    /// <summary>A destination more; before anything is read.</summary>
    public RingTaker Join()
    {
        var taker = new RingTaker(this);
        _takers.Add(taker);
        return taker;
    }

    /// <summary>A destination has ended, however.</summary>
    public void Leave(RingTaker taker)
    {
        lock (Lock)
        {
            _takers.Remove(taker);
            taker.Leave();
            Changed();
        }
    }

    /// <summary>Has this cancelled when a destination gets no more.</summary>
    public void StopBy(RingTaker taker, CancellationTokenSource stop)
    {
        lock (Lock)
        {
            taker.Stop = stop;
            if (taker.Failure is not null) stop.CancelAsync();
        }
    }

    /// <summary>Whether what a destination still has to take may stay in memory for it.</summary>
    public bool IsWithinReach(RingTaker taker)
    {
        lock (Lock) return pool.Allows(taker.Behind);
    }

    /// <summary>Lets go of a destination, unless it has ended.</summary>
    public void LetGo(RingTaker taker)
    {
        lock (Lock)
        {
            if (_takers.Remove(taker)) taker.Fail(new LetGoException());
        }
    }

    /// <summary>Reads all of the blob, or until no destination is left. The first piece is read already; null when the blob is empty.</summary>
    /// <exception cref="SourceException">The source failed, or the content is wrong; all destinations have been told.</exception>
    public async Task PumpAsync(ProvenReader reader, Chunk? first, CancellationToken cancel)
    {
        try
        {
            for (var chunk = first; chunk is not null; chunk = await reader.ReadAsync(pool, cancel).ConfigureAwait(false))
            {
                Give(chunk);
                if (reader.Left > 0 && !await HasRoomAsync(cancel).ConfigureAwait(false)) return;
            }
            lock (Lock)
            {
                foreach (var taker in _takers) taker.End();
            }
        }
        catch (Exception e)
        {
            lock (Lock)
            {
                foreach (var taker in _takers) taker.Fail(e);
                _takers.Clear();
            }
            throw;
        }
    }

    /// <summary>Called under the lock: somebody takes, starves or has left.</summary>
    internal void Changed()
    {
        _change?.TrySetResult();
        _change = null;
    }

    private void Give(Chunk chunk)
    {
        lock (Lock)
        {
            foreach (var taker in _takers) taker.Give(chunk);
        }
        chunk.Release();
    }

    /// <summary>Waits until there is; false when there is nobody left to read for.</summary>
    private async ValueTask<bool> HasRoomAsync(CancellationToken cancel)
    {
        for (var turns = 0; ;)
        {
            Task? change = null;
            lock (Lock)
            {
                if (_takers.Count == 0) return false;
                var behind = _takers.Max(taker => taker.Behind);
                if (pool.Allows(behind)) return true;
                if (!_takers.Exists(taker => taker.Starves))
                {
                    // Memory that another blob gives back is seen with this one's next move; one of its destinations has something to do.
                    change = (_change ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                }
                else if (turns++ == Turns)
                {
                    // Whoever starves is not among those farthest behind, so one stays.
                    foreach (var taker in _takers.FindAll(taker => taker.Behind == behind)) LetGo(taker);
                    turns = 0;
                }
            }
            if (change is null) await Task.Yield();
            else await change.WaitAsync(cancel).ConfigureAwait(false);
        }
    }
}
