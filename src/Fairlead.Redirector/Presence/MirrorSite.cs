using System.Net;
using Fairlead.Formats.Oci;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Health;
using Fairlead.Redirector.Inventories;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// A mirror in operation. Its probe asks for a blob that it was seen to hold, so that a mirror which dies while every blob is cached
/// as present is noticed (request rule 11).
/// </summary>
internal sealed class MirrorSite(Mirror mirror, MirrorCounters counters, HeadClient heads, Clock clock)
    : Site(mirror.Config.Name, new TargetHealth(), counters, clock), IProbeTarget
{
    private const int RecentMilliseconds = 60_000;
    private readonly Clock _clock = clock;
    private readonly ProbeSamples _samples = new();
    private volatile InventorySlot? _inventory;
    private long _lastRedirect = long.MinValue / 2;

    /// <summary>What it says itself of what it holds; null where the policy names no inventory of it.</summary>
    public InventorySlot? Inventory => _inventory;

    /// <summary>From now on takes its inventory from this URL, or from nowhere; what was loaded from the same stays.</summary>
    public void ReadInventoryFrom(Uri? url)
    {
        if (_inventory?.Url != url) _inventory = url is null ? null : new InventorySlot(Name, url, Counters, _clock);
    }

    /// <summary>Notes that a client was sent here for a blob.</summary>
    public void Redirected(in Digest digest, long now)
    {
        Counters.CountRedirect();
        if (now - Volatile.Read(ref _lastRedirect) > 500) Volatile.Write(ref _lastRedirect, now);
        if (_samples.IsWanted) _samples.Add(digest);
    }

    /// <inheritdoc/>
    public override PresenceAnswer Interpret(HttpStatusCode status) => Presence(status);

    /// <summary>What the status of a plain answer says (request rule 11).</summary>
    public static PresenceAnswer Presence(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK => PresenceAnswer.Present,
        HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Gone => PresenceAnswer.Absent,
        _ => PresenceAnswer.Unknown,
    };

    /// <inheritdoc/>
    public override bool IsAlive(HttpStatusCode status) => Interpret(status) != PresenceAnswer.Unknown;

    /// <inheritdoc/>
    public bool IsProbeDue(long now) =>
        Schedule.IsDue(now) && (!Health.IsOpen || Health.IsInDoubt || Schedule.IsWatched(now) || now - Volatile.Read(ref _lastRedirect) < RecentMilliseconds);

    /// <inheritdoc/>
    public async Task ProbeAsync()
    {
        if (!Schedule.TryBegin()) return;
        var confirmSoon = false;
        try
        {
            // With no blob that it is known to hold, any will do: a mirror that says "absent" answers.
            var isHeld = _samples.TryGetNewest(out var digest);
            if (!isHeld) digest = _samples.LastAsked;
            var answer = await heads.ProbeAsync(this, digest, mirror.UrlOf(digest)).ConfigureAwait(false);
            if (answer == PresenceAnswer.Present) _samples.Confirm();
            if (answer == PresenceAnswer.Absent && _inventory?.Distrust(digest) == true) heads.SayDistrusted(this);
            confirmSoon = Health.IsInDoubt || (isHeld && answer == PresenceAnswer.Absent && !Doubt(digest));
        }
        finally
        {
            Schedule.End(confirmSoon);
        }
    }

    /// <summary>Notes what was asked for, in case nothing better is known to probe with.</summary>
    public void Asked(in Digest digest) => _samples.LastAsked = digest;

    /// <summary>
    /// It answers, but no longer has a blob that it had. One may have been deleted; when a second is gone too, or there is no second to
    /// try, nothing that is believed of it is worth anything. True when all of it was forgotten.
    /// </summary>
    private bool Doubt(in Digest digest)
    {
        if (!_samples.Lost(digest)) return false;
        heads.Forget(this);
        return true;
    }
}
