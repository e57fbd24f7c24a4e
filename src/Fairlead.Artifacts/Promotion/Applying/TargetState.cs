using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>A destination during a run: what it got, whether it is given up, and whether it goes on alone. Thread-safe.</summary>
internal sealed class TargetState(RegistryRoot to, TargetHost host, IPromotionObserver observer, TimeProvider time)
{
    /// <summary>
    /// Batches that failed one after another, none of them begun before the one before it had failed, for reasons that pass by themselves: each has been tried five
    /// times over. What is left then would take hours to fail.
    /// </summary>
    private const int MaxFailuresInARow = 3;

    /// <summary>Batches at the same time of one that goes alone: as many as of those that go together.</summary>
    private const int MaxAlone = 4;

    private readonly Lock _lock = new();
    private readonly List<Task> _lane = [];
    private readonly SemaphoreSlim _places = new(MaxAlone);
    private long _failedLast;
    private int _failuresInARow;
    private int _underWay;
    private long _manifests;
    private long _mounted;
    private long _sent;
    private long _sentBytes;
    private volatile string? _failure;
    private volatile bool _isAlone;

    /// <summary>Which.</summary>
    public RegistryRoot To => to;

    /// <summary>Its host.</summary>
    public TargetHost Host => host;

    /// <summary>Why it was given up; null when it wasn't.</summary>
    public string? Failure => _failure;

    /// <summary>Whether the others would have to wait for it, so that it gets reads of its own; until it has done all that it was given alone.</summary>
    public bool IsAlone => _isAlone;

    /// <summary>What it does alone, to be waited for when nothing is added any more.</summary>
    public Task Lane
    {
        get
        {
            lock (_lock) return Task.WhenAll(_lane);
        }
    }

    /// <summary>A manifest was put.</summary>
    public void CountManifest() => Interlocked.Increment(ref _manifests);

    /// <summary>A blob was mounted.</summary>
    public void CountMounted() => Interlocked.Increment(ref _mounted);

    /// <summary>A blob was sent.</summary>
    public void CountSent(long bytes)
    {
        Interlocked.Increment(ref _sent);
        Interlocked.Add(ref _sentBytes, bytes);
    }

    /// <summary>Goes on alone with this, which is under way, and with all that follows until it has caught up.</summary>
    public void GoAlone(Task underWay)
    {
        lock (_lock)
        {
            _isAlone = true;
            Add(underWay);
        }
    }

    /// <summary>Does this alone, when there is room for it beside what it does already.</summary>
    public void DoAlone(Func<Task> next)
    {
        lock (_lock) Add(Task.Run(() => InTurnAsync(next), CancellationToken.None));
    }

    /// <summary>What a batch came to.</summary>
    /// <param name="begun">When it began, as <see cref="TimeProvider.GetTimestamp"/> has it.</param>
    /// <param name="trouble">The last failure that may pass by itself; null when there was none.</param>
    /// <param name="hasSucceeded">Whether anything of it was done.</param>
    public void CountBatch(long begun, string? trouble, bool hasSucceeded)
    {
        string message;
        lock (_lock)
        {
            if (hasSucceeded) _failuresInARow = 0;
            if (hasSucceeded || trouble is null || (_failuresInARow > 0 && begun < _failedLast)) return;
            _failedLast = time.GetTimestamp();
            if (++_failuresInARow < MaxFailuresInARow || _failure is not null) return;
            _failure = message = $"{to}: given up after {_failuresInARow} failures in a row, the last with: {trouble}";
        }
        observer.GivenUp(to.Name, message);
    }

    /// <summary>What it got.</summary>
    public DestinationOutcome Outcome() => new(
        to, Interlocked.Read(ref _manifests), Interlocked.Read(ref _mounted), Interlocked.Read(ref _sent), Interlocked.Read(ref _sentBytes), _failure);

    private void Add(Task work)
    {
        _underWay++;
        _lane.Add(EndAsync(work));
    }

    private async Task EndAsync(Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                if (--_underWay == 0) _isAlone = false;
            }
        }
    }

    private async Task InTurnAsync(Func<Task> next)
    {
        await _places.WaitAsync().ConfigureAwait(false);
        try
        {
            await next().ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }
}
