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

    /// <summary>A mirror that is slower is none: an image of 1 GB would take three hours.</summary>
    private const int LeastBytesPerSecond = 100_000;

    private readonly TimeSpan _idle;
    private readonly TimeSpan _total;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _any;

    /// <summary>Begins now.</summary>
    /// <param name="idle">Between two signs of life.</param>
    /// <param name="bytes">How much is to come.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">The caller's.</param>
    public Patience(TimeSpan idle, long bytes, TimeProvider time, CancellationToken cancel)
    {
        (_idle, _total) = (idle, s_start + TimeSpan.FromSeconds(bytes / LeastBytesPerSecond));
        _silence = new CancellationTokenSource(idle, time);
        _late = new CancellationTokenSource(Least(_total, TimeSpan.FromDays(1)), time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(cancel, _silence.Token, _late.Token);
    }

    /// <summary>Ends what takes too long, or what the caller ends.</summary>
    public CancellationToken Token => _any.Token;

    /// <summary>There was a sign of life.</summary>
    public void Heard() => _silence.CancelAfter(_idle);

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

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
