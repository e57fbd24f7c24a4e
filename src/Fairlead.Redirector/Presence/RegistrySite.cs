using System.Net;
using Fairlead.Redirector.Health;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// An upstream registry in operation. It is probed by <c>HEAD /v2/</c> (OCI distribution specification 1.1, "Determining support");
/// a challenge is as good an answer as any.
/// </summary>
internal sealed class RegistrySite(string baseUrl, bool hasAlternative, MirrorCounters counters, HeadClient heads, Clock clock)
    : Site(baseUrl, new TargetHealth(mustProveItself: hasAlternative), counters, clock), IProbeTarget
{
    // A registry denies having a manifest of a type that isn't asked for, and "*/*" is not enough for some.
    public const string ManifestTypes =
        "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json, "
        + "application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json, */*";

    /// <summary>The registry's URL, without a slash at its end.</summary>
    public string BaseUrl => Name;

    /// <inheritdoc/>
    public override string Accept => ManifestTypes;

    /// <inheritdoc/>
    public override PresenceAnswer Interpret(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 400 => PresenceAnswer.Present, // many registries redirect to their storage
        404 or 410 => PresenceAnswer.Absent,
        _ => PresenceAnswer.Unknown,
    };

    /// <inheritdoc/>
    public override bool IsAlive(HttpStatusCode status) => (int)status < 500;

    /// <summary>Where there is another registry to go to it is probed; a lone one is asked at most for what may be in the registry of signatures.</summary>
    public override bool HasKnownHealth => hasAlternative || Counters.Tally().LookUps > 0;

    /// <summary>Always where there is another registry to go to; else only until it answers again.</summary>
    public bool IsProbeDue(long now) => (hasAlternative || !Health.IsOpen || Health.IsInDoubt) && Schedule.IsDue(now);

    /// <inheritdoc/>
    public async Task ProbeAsync()
    {
        if (!Schedule.TryBegin()) return;
        await heads.ProbeAliveAsync(this, Name + "/v2/").ConfigureAwait(false);
        Schedule.End(Health.IsInDoubt);
    }
}
