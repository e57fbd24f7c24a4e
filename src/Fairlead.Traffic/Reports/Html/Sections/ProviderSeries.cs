using Fairlead.Formats.Html;
using Fairlead.Traffic.Reports.Html.Charts;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>Bytes by provider as series of a chart: the greatest by name, the others as one, then those of no known provider.</summary>
internal static class ProviderSeries
{
    /// <summary>Providers that have a colour of their own; more could not be told apart.</summary>
    private const int MostNamed = 6;

    private const string OthersStyle = "s6";
    private const string UnknownStyle = "s7";

    /// <summary>The greatest first.</summary>
    public static IReadOnlyList<ChartSeries> Of(TrafficReport report)
    {
        var known = report.Providers.Where(provider => provider.Provider is not null).ToList();
        // A single one too many is named too: it takes no more room than "1 other".
        var named = known.Count == MostNamed + 1 ? known : known[..Math.Min(known.Count, MostNamed)];
        List<ChartSeries> series = [.. named.Select((provider, i) => new ChartSeries(provider.Provider, $"s{i}", Bytes([provider], report.Periods.Count)))];
        var others = known[named.Count..];
        if (others.Count > 0) series.Add(new($"{Figures.Count(others.Count)} others", OthersStyle, Bytes(others, report.Periods.Count)));
        var unknown = report.Providers.Where(provider => provider.Provider is null).ToList();
        if (unknown.Count > 0) series.Add(new(null, UnknownStyle, Bytes(unknown, report.Periods.Count)));
        return series;
    }

    private static IReadOnlyList<double> Bytes(IReadOnlyList<ProviderTraffic> providers, int periods) =>
        [.. Enumerable.Range(0, periods).Select(period => providers.Sum(provider => (double)provider.ByPeriod[period].Bytes))];
}
