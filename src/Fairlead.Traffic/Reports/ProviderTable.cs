using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>Traffic over time by the clients' provider.</summary>
internal sealed class ProviderTable
{
    private readonly Dictionary<(int Period, int Provider), ProviderPeriod> _table = [];
    private (int Period, int Provider) _lastKey;
    private ProviderPeriod? _last;

    /// <summary>Every provider that has any.</summary>
    public IEnumerable<int> Providers => _table.Keys.Select(key => key.Provider).Distinct();

    /// <summary>The place to add up what is of a key.</summary>
    public ProviderPeriod this[CellKey key]
    {
        get
        {
            var place = (key.Period, key.Provider);
            if (_last is not null && _lastKey == place) return _last; // cells come in order
            if (!_table.TryGetValue(place, out var found)) _table.Add(place, found = new ProviderPeriod());
            (_lastKey, _last) = (place, found);
            return found;
        }
    }

    /// <summary>That of a period; null when it has none.</summary>
    public ProviderPeriod? Find(int period, int provider) => _table.GetValueOrDefault((period, provider));

    /// <summary>About how many clients of one provider, or of all, over all periods; null when none is known.</summary>
    public long? ClientsOf(int? provider)
    {
        var all = new ClientSketch();
        foreach (var ((_, one), part) in _table)
        {
            if ((provider is null || one == provider) && part.Clients is { } clients) all.Merge(clients);
        }
        return all.Estimate() is > 0 and var estimate ? estimate : null;
    }
}
