using Fairlead.Policy.Requests;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Presence;

namespace Fairlead.Redirector.Deciding;

/// <summary>A place of the compiled policy with its mirrors, upstream and counters in operation.</summary>
internal sealed record ServingPlace(Place Place, MirrorTarget[] Candidates, ProviderTarget? Provider, UpstreamTarget? Upstream, RequestCounters Counters);
