using Fairlead.Redirector.Deciding;
using Fairlead.Redirector.Inventories;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Presence;
using Fairlead.Redirector.Status;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Hosting;

/// <summary>Puts together what the status page tells, from what is known already: nobody is asked.</summary>
internal sealed class StatusReader(StateKeeper keeper, HeadClient heads, RecentCounts counts, Clock clock)
{
    /// <summary>How it is now.</summary>
    public StatusFacts Read()
    {
        var state = keeper.States.Current;
        var (before, now) = counts.LastMinute();
        return new StatusFacts
        {
            AsOf = clock.Time.GetUtcNow(),
            Policy = PolicyOf(state),
            Recent = TimeSpan.FromMilliseconds(now.Milliseconds - before.Milliseconds),
            Requests =
            [
                .. now.Requests
                    .Select(place => new RequestFacts(place.Key.Provider, place.Key.Region, place.Value - before.Requests.GetValueOrDefault(place.Key), place.Value.All))
                    .OrderByDescending(place => place.Recent.All).ThenByDescending(place => place.SinceStart).ThenBy(place => (place.Provider, place.Region)),
            ],
            Targets = [.. TargetsOf(state, before, now).OrderBy(target => target.State)],
            Feeds = [.. keeper.FeedStatuses()],
        };
    }

    private PolicyFacts PolicyOf(ServingState state)
    {
        var (config, networks) = (state.Policy.Config, state.Policy.Networks);
        return new(keeper.PolicyName, config.Version, keeper.Standing, config.Providers.Count, state.Mirrors.Count, networks.PrefixesV4 + networks.PrefixesV6, state.Policy.MissingSources);
    }

    private IEnumerable<TargetFacts> TargetsOf(ServingState state, CountsReading before, CountsReading now)
    {
        foreach (var mirror in state.Mirrors) yield return Of(mirror.Site, "mirror", mirror.Mirror.Config.Region, InventoryOf(mirror.Site));
        foreach (var site in state.Sites.Where(site => site is not MirrorSite)) yield return Of(site, site is RegistrySite ? "upstream" : "a provider's own", null, null);

        TargetFacts Of(Site site, string kind, string? region, InventoryFacts? inventory)
        {
            var counted = now.Mirrors.GetValueOrDefault(site.Name);
            var state = !site.Health.IsOpen ? TargetState.Closed : site.Health.IsInDoubt ? TargetState.InDoubt : TargetState.Open;
            return new(site.Name, kind, region, state, counted - before.Mirrors.GetValueOrDefault(site.Name), counted, inventory);
        }
    }

    private InventoryFacts? InventoryOf(MirrorSite mirror) =>
        mirror.Inventory is { } slot ? new(heads.HoldingsOf(mirror) is not null, slot.Last is null ? null : slot.Age, slot.Last?.Count ?? 0, slot.Problem) : null;
}
