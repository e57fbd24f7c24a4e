using System.Globalization;

namespace Fairlead.Artifacts.Probing;

/// <summary>
/// How long one question may take: so long between two signs of life, and so long in all, so that a server that sends a byte at a time
/// holds nobody up. For one question; not thread-safe.
/// </summary>
internal sealed class Patience : IDisposable
{
    /// <summary>For everything but the bytes: a handful of redirects, handshakes and first bytes.</summary>
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>A mirror that is slower is none: an image of 1 GB would take three hours.</summary>
    private const int LeastBytesPerSecond = 100_000;

    private readonly TimeSpan _idle;
    private readonly TimeSpan _total;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancel;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _any;
    private long _began;
    private TimeSpan _spent; // before _began

    /// <summary>Begins now.</summary>
    /// <param name="idle">Between two signs of life.</param>
    /// <param name="bytes">How much is to come.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">The caller's.</param>
    public Patience(TimeSpan idle, long bytes, TimeProvider time, CancellationToken cancel)
    {
        var total = s_start + TimeSpan.FromSeconds(bytes / LeastBytesPerSecond);
        (_idle, _total, _time, _cancel, _began) = (idle, total < s_longest ? total : s_longest, time, cancel, time.GetTimestamp());
        _silence = new CancellationTokenSource(idle, time);
        _late = new CancellationTokenSource(_total, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(cancel, _silence.Token, _late.Token);
    }

    /// <summary>Ends what takes too long, or what the caller ends.</summary>
    public CancellationToken Token => _any.Token;

    /// <summary>There was a sign of life.</summary>
    public void Heard() => _silence.CancelAfter(_idle);

    /// <summary>Waits for something that no server is to blame for: that time doesn't count.</summary>
    public async ValueTask PauseAsync(Func<CancellationToken, ValueTask> wait)
    {
        var waiting = wait(_cancel);
        if (waiting.IsCompletedSuccessfully) return;
        _spent += _time.GetElapsedTime(_began);
        _silence.CancelAfter(Timeout.InfiniteTimeSpan);
        _late.CancelAfter(Timeout.InfiniteTimeSpan);
        await waiting.ConfigureAwait(false);
        _began = _time.GetTimestamp();
        _late.CancelAfter(_spent < _total ? _total - _spent : TimeSpan.Zero);
        Heard();
    }

    /// <summary>What took too long.</summary>
    public string Reason => _late.IsCancellationRequested
        ? string.Create(CultureInfo.InvariantCulture, $"not done after {_total.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"nothing came for {_idle.TotalSeconds:0.###} s");

    /// <inheritdoc/>
    public void Dispose()
    {
        _any.Dispose();
        _silence.Dispose();
        _late.Dispose();
    }
}
