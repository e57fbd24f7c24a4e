using Fairlead.Traffic.Reports.Html.Charts;
using Fairlead.Traffic.Reports.Html.Markup;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>What somebody who reads nothing else should know.</summary>
internal static class Findings
{
    /// <summary>In plain sentences, none of which is there without something to say.</summary>
    public static IEnumerable<string> Of(TrafficReport report)
    {
        if (report.Periods.Count == 0)
        {
            yield return "No request was counted.";
            yield break;
        }

        yield return Crossing(report);
        if (report.Options.Prices is { } prices && report.Totals is { Cost: { } cost, CostWithoutMirrors: { } without }) yield return Saving(cost, without, prices.Currency);
        if (report.Budgets.Count(budget => budget.Used > budget.Amount) is > 0 and var exceeded)
            yield return $"{exceeded} of {Figures.Count(report.Budgets.Count, "budget is", "budgets are")} exceeded.";
    }

    private static string Crossing(TrafficReport report)
    {
        var totals = report.Totals;
        var crossing = totals.CloudBytes - totals.OwnCloudBytes;
        var all = $"{Figures.Bytes(totals.CloudBytes)} went to clients of known providers in {PeriodText.Range(report.Periods)}";
        if (totals.CloudBytes == 0) return $"Nothing went to clients of known providers in {PeriodText.Range(report.Periods)}.";
        if (crossing <= 0) return $"{all}, all of it from within their own cloud.";
        var most = report.Providers.Where(provider => provider.Provider is not null).MaxBy(provider => provider.Total.Bytes - provider.Total.OwnCloudBytes);
        return $"{all}, {Figures.Share(totals.OwnCloudBytes, totals.CloudBytes)} of it from within their own cloud. {Figures.Bytes(crossing)} crossed between clouds"
            + (most is null ? "." : $", most of it to {NameText.Short(most.Provider)}: {Figures.Bytes(most.Total.Bytes - most.Total.OwnCloudBytes)}.");
    }

    private static string Saving(decimal cost, decimal without, string currency) =>
        without > cost
            ? $"It cost {Figures.Money(cost, currency)} at list prices. From the upstream alone it would have been {Figures.Money(without, currency)}: "
                + $"the mirrors save {Figures.Money(without - cost, currency)}, {Figures.Share((double)(without - cost), (double)without)}."
            : $"It cost {Figures.Money(cost, currency)} at list prices, and from the upstream alone it would have been {Figures.Money(without, currency)}: the mirrors save nothing.";
}
