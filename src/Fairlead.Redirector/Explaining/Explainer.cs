using Fairlead.Networks.Addresses;
using Fairlead.Policy.Requests;
using Fairlead.Policy.Requests.Regions;
using Fairlead.Redirector.Deciding;
using Fairlead.Redirector.Presence;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Explaining;

/// <summary>Decides as the data port does, by the same code, and says what was known on the way.</summary>
internal sealed class Explainer(Decider decider, HeadClient heads, PresenceFinder finder, Clock clock)
{
    private const int MaxTarget = 8 * 1024;

    /// <summary>The explanation, or what is wrong with the question.</summary>
    public async Task<(Explanation? Explanation, string? Problem)> ExplainAsync(
        ServingState state, string address, string target, string host, IRequestHeaders headers)
    {
        if (!IpAddress.TryParse(address, out var parsed)) return (null, $"'{address}' is not an IP address; give one such as 192.0.2.1 or 2001:db8::1");
        if (target.Length is 0 or > MaxTarget) return (null, "give a path, such as /v2/pause/manifests/3.10");

        var path = RegistryPath.Parse(target);
        var facts = state.Policy.Networks.Find(parsed);
        var place = state.PlaceOf(facts, headers);
        var decision = await decider.Decide(state, path, headers, place, state.UpstreamOf(place, host), clock.Milliseconds).ConfigureAwait(false);
        return (new Explanation
        {
            Address = parsed,
            Facts = state.Policy.Networks.Facts[facts],
            Provider = place.Place.Provider,
            Why = place.Place.Why,
            Rule = decision.Rule.Name(),
            Status = decision.Rule.Status(state.RedirectStatus),
            Location = decision.Location,
            Candidates = path.Kind == PathKind.Blob ? [.. place.Candidates.Select(c => Explain(c, path, place.Place.Region))] : [],
        }, null);
    }

    private CandidateExplanation Explain(MirrorTarget candidate, RegistryPath path, string? clientRegion)
    {
        var config = candidate.Mirror.Config;
        int? km = clientRegion is not null && config.Region is not null && RegionTable.Default.TryDistanceKm(clientRegion, config.Region, out var distance)
            ? (int)Math.Round(distance)
            : null;
        var isOpen = candidate.Site.Health.IsOpen;
        var now = clock.Milliseconds;
        var presence = isOpen ? finder.Peek(candidate.Site, path.Digest, now).ToString().ToLowerInvariant() : "unhealthy";
        TimeSpan? age = isOpen && heads.HoldingsOf(candidate.Site, now) is { } holdings ? clock.Time.GetUtcNow() - holdings.Written : null;
        return new CandidateExplanation(config.Name, config.Region, km, presence, candidate.Mirror.UrlOf(path.Digest), age);
    }
}
