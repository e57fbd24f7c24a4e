using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Traffic.Reports;

/// <summary>Lanes with their prices.</summary>
internal sealed class LanePricing
{
    private readonly CellNames _names;
    private readonly PriceBook? _book;
    private readonly Backend? _upstream;
    private readonly LanePrice[] _prices;

    /// <summary>Prices lanes.</summary>
    /// <param name="lanes">Of all traffic: tiers go by all bytes of a month.</param>
    /// <param name="names">What their keys are numbers of.</param>
    /// <param name="book">What things cost; null: nothing is priced.</param>
    /// <param name="upstream">Who would serve without mirrors; null when nobody knows.</param>
    /// <exception cref="InvalidDataException">It comes to more than anybody has.</exception>
    public LanePricing(ReadOnlySpan<Lane> lanes, CellNames names, PriceBook? book, string? upstream)
    {
        (_names, _book) = (names, book);
        _upstream = upstream is null ? null : Known(names.BackendOf(names.Add(new Backend(upstream, null, null))));
        _prices = new LanePrice[lanes.Length];
        HasCostWithoutMirrors = book is not null && upstream is not null;
        Price(lanes);
    }

    /// <summary>Whether the book says what all of it would cost from the upstream.</summary>
    public bool HasCostWithoutMirrors { get; private set; }

    /// <summary>The price of a lane.</summary>
    public ref readonly LanePrice this[int lane] => ref _prices[lane];

    /// <summary>A backend with all that is known of it.</summary>
    public Backend BackendOf(int number) => Known(_names.BackendOf(number));

    private Backend Known(Backend backend) => _book?.Known(backend) ?? backend;

    private void Price(ReadOnlySpan<Lane> lanes)
    {
        var ways = new (bool IsOwnCloud, WayPrice Way, WayPrice WithoutMirrors)[lanes.Length];
        var (volumes, volumesWithout) = (new EgressVolumes(), new EgressVolumes());
        var known = new Dictionary<CellKey, (bool, WayPrice, WayPrice)>();
        var requests = 0m;
        for (var i = 0; i < lanes.Length; i++)
        {
            ref readonly var lane = ref lanes[i];
            if (!known.TryGetValue(lane.Way, out var way)) known.Add(lane.Way, way = WayOf(lane.Place));
            ways[i] = way;
            if (ways[i].Way.Egress is { } egress) volumes.Add(Periods.MonthOf(lane.Place.Period), egress, lane.Bytes);
            if (ways[i].WithoutMirrors.Egress is { } without) volumesWithout.Add(Periods.MonthOf(lane.Place.Period), without, lane.Bytes);
            else HasCostWithoutMirrors &= lane.Bytes == 0;
            requests += lane.Requests / 10_000m * Math.Max(ways[i].Way.Requests?.Per10k ?? 0, ways[i].WithoutMirrors.Requests?.Per10k ?? 0);
        }
        CostLimit.Check(requests + Math.Max(volumes.Total(), volumesWithout.Total()), _book);

        var (rates, ratesWithout) = (volumes.Rates(), volumesWithout.Rates());
        for (var i = 0; i < lanes.Length; i++)
        {
            var month = Periods.MonthOf(lanes[i].Place.Period);
            var (isOwnCloud, way, without) = ways[i];
            _prices[i] = new LanePrice(isOwnCloud, way.Egress is not null, Rate(rates, way), RequestPrice(way), Rate(ratesWithout, without), RequestPrice(without));

            Money Rate(Dictionary<(int, EgressPrice), Money> of, in WayPrice one) => one.Egress is { } entry ? of[(month, entry)] : default;
        }
    }

    private (bool IsOwnCloud, WayPrice Way, WayPrice WithoutMirrors) WayOf(CellKey place)
    {
        var backend = BackendOf(place.Backend);
        var (provider, region, country) = (_names.Providers.Known(place.Provider), _names.Regions.Known(place.Region), _names.Countries.Known(place.Country));
        var isOwnCloud = provider is not null && provider == backend.Provider;
        return (isOwnCloud, From(backend), _upstream is null ? default : From(_upstream));

        WayPrice From(Backend server) => _book?.EgressOf(server, provider, region, country) is { } egress ? new(egress, _book.RequestsOf(server)) : default;
    }

    private static Money RequestPrice(in WayPrice way) => way.Requests is { } price ? Money.OfRequest(price.Per10k) : default;
}
