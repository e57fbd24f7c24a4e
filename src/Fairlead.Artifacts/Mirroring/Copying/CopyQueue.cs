namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>
/// What is to be read. First reads come before second ones, so that who is slow or in trouble keeps nobody else waiting. Half of the workers
/// take the largest blob, the others the smallest: large ones fill the line while small ones wait for answers, none of them starves or is left
/// to the end alone, and a run that is interrupted has done some of each. Thread-safe.
/// </summary>
internal sealed class CopyQueue
{
    private readonly Lock _lock = new();
    private readonly CopyJob[] _first; // the largest at the start; what lies from _start to _end is still to be taken
    private readonly Queue<CopyJob> _later = new();
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _start;
    private int _end;
    private int _underWay;

    /// <summary>These are to be read first.</summary>
    public CopyQueue(IEnumerable<CopyJob> jobs)
    {
        _first = [.. jobs.OrderByDescending(job => job.Blob.Size)];
        _end = _first.Length;
    }

    /// <summary>The next job, to be ended by <see cref="Done"/>; null when there is nothing to do and nothing can follow.</summary>
    public async ValueTask<CopyJob?> TakeAsync(bool largest, CancellationToken cancel)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                CopyJob? job = null;
                if (_start < _end) job = largest ? _first[_start++] : _first[--_end];
                else if (_later.TryDequeue(out var later)) job = later;
                if (job is not null)
                {
                    _underWay++;
                    return job;
                }
                if (_underWay == 0) return null;
                change = _change.Task;
            }
            await change.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>One more, to be read when the first reads are done.</summary>
    public void AddLater(CopyJob job)
    {
        lock (_lock) _later.Enqueue(job);
        Changed();
    }

    /// <summary>One more after a while.</summary>
    public async Task AddAfterAsync(CopyJob job, TimeSpan wait, TimeProvider time, CancellationToken cancel)
    {
        lock (_lock) _underWay++;
        try
        {
            await Task.Delay(wait, time, cancel).ConfigureAwait(false);
            AddLater(job);
        }
        catch (OperationCanceledException) // nobody takes it now
        {
        }
        finally
        {
            Done();
        }
    }

    /// <summary>A job that was taken has ended, with all that follows from it added.</summary>
    public void Done()
    {
        lock (_lock)
        {
            if (--_underWay > 0) return;
        }
        Changed();
    }

    /// <summary>Waits until what is under way has ended.</summary>
    public async Task IdleAsync()
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                if (_underWay == 0) return;
                change = _change.Task;
            }
            await change.ConfigureAwait(false);
        }
    }

    private void Changed()
    {
        TaskCompletionSource change;
        lock (_lock)
        {
            change = _change;
            _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        change.SetResult();
    }
}
