using System.Net.Http.Headers;
using Fairlead.Formats.Oci;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Inventories;

/// <summary>
/// The inventory of one mirror, from one URL. Requests read it without a lock: what is in it is replaced whole. Written to by one
/// refresh at a time, and by the probe that finds it wrong.
/// </summary>
internal sealed class InventorySlot(string mirror, Uri url, MirrorCounters counters, Clock clock)
{
    /// <summary>Clocks differ; by more than this one of them is wrong, and then an age says nothing.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private readonly Lock _setting = new();
    private volatile MirrorHoldings? _holdings;
    private volatile MirrorHoldings? _trusted;
    private DateTimeOffset? _distrusted; // when the newest one that proved wrong was written

    /// <summary>Name of the mirror.</summary>
    public string Mirror => mirror;

    /// <summary>Where it comes from.</summary>
    public Uri Url => url;

    /// <summary>The mirror's counters.</summary>
    public MirrorCounters Counters => counters;

    /// <summary>One refresh at a time.</summary>
    public SemaphoreSlim Refreshing { get; } = new(1, 1);

    /// <summary>The tag of what was loaded last, to ask whether there is something else (RFC 9110 section 8.8.3).</summary>
    public EntityTagHeaderValue? ETag { get; set; }

    /// <summary>What was wrong at the last refresh, so that it is said once; null when nothing was.</summary>
    public string? Problem { get; set; }

    /// <summary>Whether it has been said that it is too old.</summary>
    public bool IsSaidToBeTooOld { get; set; }

    /// <summary>The last good inventory, of whatever age, trusted or not; null before the first.</summary>
    public MirrorHoldings? Last => _holdings;

    /// <summary>Whether the last one is believed, if it is young enough.</summary>
    public bool IsTrusted => _trusted is not null;

    /// <summary>Time since the last good one was written.</summary>
    public TimeSpan Age => _holdings is { } last ? clock.Time.GetUtcNow() - last.Written : TimeSpan.Zero;

    /// <summary>What presence is answered from; null when nothing is there, or nothing that may be believed now.</summary>
    public MirrorHoldings? Usable(long now, long maxAgeMilliseconds) =>
        _trusted is { } holdings && holdings.IsYoung(now, maxAgeMilliseconds) ? holdings : null;

    /// <summary>The time of the process's clock at which something of this age was written.</summary>
    public long AtClock(DateTimeOffset written) => clock.Milliseconds - (long)(clock.Time.GetUtcNow() - written).TotalMilliseconds;

    /// <summary>Puts another one in the last one's place. It is believed if it was written after the one that proved wrong.</summary>
    public void Put(MirrorHoldings holdings)
    {
        lock (_setting)
        {
            _holdings = holdings;
            _trusted = _distrusted is { } wrong && holdings.Written <= wrong ? null : holdings;
        }
    }

    /// <summary>Puts the last one in place again, as old as it is by the wall clock. A wall clock that calls it one of time to come has been set wrong.</summary>
    public void Confirm()
    {
        lock (_setting)
        {
            if (_holdings is { } last && Age >= -ClockSkew) Put(last.WrittenAt(AtClock(last.Written)));
        }
    }

    /// <summary>
    /// The mirror no longer has a blob. True when the inventory says that it has: then nothing is believed of it until there is another,
    /// written later.
    /// </summary>
    public bool Distrust(in Digest lost)
    {
        lock (_setting)
        {
            var place = default(DigestPlace);
            if (_trusted is not { } holdings || !holdings.Holds(lost, ref place)) return false;
            Distrust(holdings);
            return true;
        }
    }

    /// <summary>Believes nothing of the last one until there is another, written later.</summary>
    public void Distrust()
    {
        lock (_setting)
        {
            if (_holdings is { } last) Distrust(last);
        }
    }

    private void Distrust(MirrorHoldings wrong)
    {
        _distrusted = wrong.Written;
        _trusted = null;
    }
}
