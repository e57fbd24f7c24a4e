using Fairlead.Policy.Requests;
using Fairlead.Redirector.Metrics;

namespace Fairlead.Redirector.Presence;

/// <summary>A mirror as one policy names it, with what is known of it in operation.</summary>
internal sealed record MirrorTarget(Mirror Mirror, MirrorSite Site)
{
    public MirrorCounters Counters => Site.Counters;
}
