using System.Net;
using Fairlead.Formats.Oci;
using Fairlead.Redirector.Health;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// What a provider runs for its own clients (<c>redirectsTo</c>), in operation: asked as a mirror is, and probed as one is, with something
/// that it was seen to hold. It is not ours, so it has to answer plainly: a redirect may lead back here.
/// </summary>
internal sealed class ProviderSite(string baseUrl, MirrorCounters counters, HeadClient heads, Clock clock)
    : Site(baseUrl, new TargetHealth(), counters, clock), IProbeTarget
{
    private const int RecentMilliseconds = 60_000;
    private volatile Tuple<Digest, string>? _held;
    private volatile Tuple<Digest, string>? _lastAsked;
    private long _lastRedirect = long.MinValue / 2;

    /// <summary>Its URL, without a slash at the end.</summary>
    public string BaseUrl => Name;

    /// <inheritdoc/>
    public override string Accept => RegistrySite.ManifestTypes;

    /// <summary>Notes that a client was sent here.</summary>
    public void Redirected(in Digest key, string url, long now)
    {
        Counters.CountRedirect();
        if (now - Volatile.Read(ref _lastRedirect) > 500) Volatile.Write(ref _lastRedirect, now);
        _held ??= Tuple.Create(key, url);
    }

    /// <summary>Notes what was asked for, in case nothing better is known to probe with.</summary>
    public void Asked(in Digest key, string url) => _lastAsked = Tuple.Create(key, url);

    /// <inheritdoc/>
    public override PresenceAnswer Interpret(HttpStatusCode status) => MirrorSite.Presence(status);

    /// <inheritdoc/>
    public override bool IsAlive(HttpStatusCode status) => Interpret(status) != PresenceAnswer.Unknown;

    /// <inheritdoc/>
    public bool IsProbeDue(long now) =>
        Schedule.IsDue(now) && (_held ?? _lastAsked) is not null
        && (!Health.IsOpen || Health.IsInDoubt || Schedule.IsWatched(now) || now - Volatile.Read(ref _lastRedirect) < RecentMilliseconds);

    /// <inheritdoc/>
    public async Task ProbeAsync()
    {
        if (!Schedule.TryBegin()) return;
        try
        {
            var held = _held;
            if ((held ?? _lastAsked) is not { } sample) return;
            var answer = await heads.ProbeAsync(this, sample.Item1, sample.Item2).ConfigureAwait(false);
            if (answer != PresenceAnswer.Absent || held is null) return;
            // What it held is gone: whatever else is believed of it is asked for again.
            _held = null;
            heads.Forget(this);
        }
        finally
        {
            Schedule.End(Health.IsInDoubt);
        }
    }
}
