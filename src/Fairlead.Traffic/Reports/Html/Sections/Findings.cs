using Fairlead.Formats.Html;
using Fairlead.Traffic.Reports.Html.Charts;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>What somebody who reads nothing else should know.</summary>
internal static class Findings
{
    private const int MostBudgets = 3;

    /// <summary>In plain sentences, none of which is there without something to say.</summary>
    public static IEnumerable<string> Of(TrafficReport report)
    {
        if (report.Periods.Count == 0)
        {
            yield return "No request was counted.";
            yield break;
        }

        yield return Crossing(report);
        if (report.Options.Prices is { } prices && report.Totals is { Cost: { } cost, CostWithoutMirrors: { } without }) yield return Saving(cost, without, prices.Currency) + Unpriced(report.Totals);
        if (report.Budgets.Where(budget => budget.Used > budget.Amount).ToList() is { Count: > 0 } exceeded) yield return Exceeding(exceeded, report.Options.Prices?.Currency ?? "");
    }

    private static string Exceeding(List<BudgetUse> exceeded, string currency) =>
        "Over budget: "
        + string.Join("; ", exceeded.Take(MostBudgets).Select(budget =>
            $"{NameText.Short(budget.Provider)}, {PeriodName.Long(budget.Period)}, with {Figures.RoundMoney(budget.Used, currency)} of {Figures.RoundMoney(budget.Amount, currency)}"))
        + (exceeded.Count > MostBudgets ? $"; and {Figures.Count(exceeded.Count - MostBudgets)} more." : ".");

    private static string Crossing(TrafficReport report)
    {
        var totals = report.Totals;
        var crossing = totals.CloudBytes - totals.OwnCloudBytes;
        var all = $"{Figures.Bytes(totals.CloudBytes)} went to clients of known providers {PeriodName.During(report.Periods)}";
        if (totals.CloudBytes == 0) return $"Nothing went to clients of known providers {PeriodName.During(report.Periods)}.";
        if (crossing <= 0) return $"{all}, all of it from within their own cloud.";
        var most = report.Providers.Where(provider => provider.Provider is not null).MaxBy(provider => provider.Total.Bytes - provider.Total.OwnCloudBytes);
        return $"{all}, {Figures.Share(totals.OwnCloudBytes, totals.CloudBytes)} of it from within their own cloud. {Figures.Bytes(crossing)} crossed between clouds"
            + (most is null ? "." : $", the most to {NameText.Short(most.Provider)}: {Figures.Bytes(most.Total.Bytes - most.Total.OwnCloudBytes)}.");
    }

    /// <summary>What is without a price is cheap with mirrors, and without them is not.</summary>
    private static string Unpriced(ReportTotals totals) =>
        totals.UnpricedBytes is > 0 and var bytes ? $" What it cost leaves out {Figures.Bytes(bytes)} that have no price, so it is more, and the difference less." : "";

    private static string Saving(decimal cost, decimal without, string currency) =>
        without > cost
            ? $"It cost {Figures.RoundMoney(cost, currency)} by the price book. From the upstream alone it would have been {Figures.RoundMoney(without, currency)}: "
                + $"the mirrors save {Figures.RoundMoney(without - cost, currency)}, {Figures.Share((double)(without - cost), (double)without)}."
            : $"It cost {Figures.RoundMoney(cost, currency)} by the price book, and from the upstream alone it would have been {Figures.RoundMoney(without, currency)}: the mirrors save nothing.";
}
