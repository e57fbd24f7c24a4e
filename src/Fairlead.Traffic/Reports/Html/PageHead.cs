using System.Globalization;
using Fairlead.Formats.Html;
using Fairlead.Traffic.Reports.Html.Charts;

namespace Fairlead.Traffic.Reports.Html;

/// <summary>What the report is of, how old it is, and what its prices are.</summary>
internal static class PageHead
{
    private const int MostSources = 12;

    /// <summary>The page's name.</summary>
    public static string Title(TrafficReport report) => report.Periods.Count == 0 ? "Traffic" : $"Traffic, {PeriodName.Range(report.Periods)}";

    public static void Write(HtmlWriter html, TrafficReport report)
    {
        html.Put("h1", Title(report));
        html.Put("p", "Who pulls what, from where, and what it costs.", ("class", "subtitle"));
        using var facts = html.Open("dl", ("class", "facts"));
        var logs = report.Summary.Logs;
        if (logs is { First: { } first, Last: { } last }) Fact(html, "Requests from", $"{Figures.Time(first)} to {Figures.Time(last)}");
        Fact(html, "Logs", $"{Figures.Count(logs.Files, "file", "files")}, {Figures.Count(logs.Lines, "line", "lines")}");
        Fact(html, "Networks as of", report.Summary.NetworksAsOf is { } time ? Figures.Time(time) : NameText.Unknown);
        if (report.Summary.Upstream is { } upstream) Fact(html, "Upstream", NameText.Short(upstream));
        if (report.Options.Prices is not { } prices) return;
        Fact(html, "Prices as of", $"{prices.Date.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}, in {prices.Currency}");
        if (prices.Sources.Count > 0) Fact(html, "Prices from", string.Join("; ", prices.Sources.Take(MostSources)));
    }

    private static void Fact(HtmlWriter html, string name, string value)
    {
        using (html.Open("div"))
        {
            html.Put("dt", name);
            html.Put("dd", value);
        }
    }
}
