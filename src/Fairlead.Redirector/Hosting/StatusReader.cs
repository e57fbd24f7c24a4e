using Fairlead.Redirector.Deciding;
using Fairlead.Redirector.Inventories;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Presence;
using Fairlead.Redirector.Status;
using Fairlead.Redirector.Status.Html;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Hosting;

/// <summary>Puts together what the status page tells, from what is known already: nobody is asked.</summary>
internal sealed class StatusReader(StateKeeper keeper, HeadClient heads, RecentCounts counts, Clock clock, bool assumePresent)
{
    /// <summary>Somebody reads the page: for some seconds what it shows is probed often, so that what dies turns red before their eyes (request rule 11).</summary>
    public void Watch()
    {
        foreach (var (site, _) in TargetsOf(keeper.States.Current).Take(StatusTable.MostRows)) site.Schedule.Watch();
    }

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
            Targets = [.. TargetsOf(state).Select(target => Of(target, before, now))],
            Feeds = [.. keeper.FeedStatuses()],
        };
    }

    private PolicyFacts PolicyOf(ServingState state)
    {
        var (config, networks) = (state.Policy.Config, state.Policy.Networks);
        return new(keeper.PolicyName, config.Version, keeper.Standing, config.Providers.Count, state.Mirrors.Count, networks.PrefixesV4 + networks.PrefixesV6, state.Policy.MissingSources);
    }

    /// <summary>Mirrors, then registries; those that are closed first.</summary>
    private static IEnumerable<(Site Site, string? Region)> TargetsOf(ServingState state) =>
        state.Mirrors.Select(mirror => ((Site)mirror.Site, mirror.Mirror.Config.Region))
            .Concat(state.Sites.Where(site => site is not MirrorSite).Select(site => (site, (string?)null)))
            .OrderBy(target => StateOf(target.Item1));

    private TargetFacts Of((Site Site, string? Region) target, CountsReading before, CountsReading now)
    {
        var site = target.Site;
        var kind = site switch { MirrorSite => "mirror", RegistrySite => "upstream", _ => "a provider's own" };
        var counted = now.Mirrors.GetValueOrDefault(site.Name);
        var inventory = site is MirrorSite mirror ? InventoryOf(mirror) : null;
        return new(site.Name, kind, target.Region, StateOf(site), counted - before.Mirrors.GetValueOrDefault(site.Name), counted, inventory, site.HasKnownHealth && !assumePresent);
    }

    private static TargetState StateOf(Site site) => !site.Health.IsOpen ? TargetState.Closed : site.Health.IsInDoubt ? TargetState.InDoubt : TargetState.Open;

    private InventoryFacts? InventoryOf(MirrorSite mirror) =>
        mirror.Inventory is { } slot ? new(heads.HoldingsOf(mirror) is not null, slot.Last is null ? null : slot.Age, slot.Last?.Count ?? 0, slot.Problem) : null;
}
