using System.Globalization;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Traffic.Reports;

/// <summary>What backends of each provider cost in each month, held against what the provider gives.</summary>
internal sealed class Budgets
{
    private readonly Dictionary<(string Provider, int Month), Money> _costs = [];
    private readonly SortedSet<int> _months = [];

    /// <summary>Adds what some traffic cost.</summary>
    /// <param name="provider">Whose backend served it; null when not known.</param>
    /// <param name="period">When.</param>
    /// <param name="cost">What it cost.</param>
    public void Add(string? provider, int period, Money cost)
    {
        var month = Periods.MonthOf(period);
        _months.Add(month);
        if (provider is not null) _costs[(provider, month)] = _costs.GetValueOrDefault((provider, month)) + cost;
    }

    /// <summary>Each credit in each of its months or years that there is traffic of.</summary>
    public IReadOnlyList<BudgetUse> Of(IReadOnlyList<Credit> credits) =>
    [
        .. from credit in credits
           from period in _months.GroupBy(month => Periods.DayOf(month).ToString(credit.IsYearly ? "yyyy" : "yyyy-MM", CultureInfo.InvariantCulture))
           let used = period.Aggregate(default(Money), (sum, month) => sum + _costs.GetValueOrDefault((credit.Provider, month)))
           select new BudgetUse(credit.Provider, period.Key, credit.Amount, used.ToDecimal()),
    ];
}
