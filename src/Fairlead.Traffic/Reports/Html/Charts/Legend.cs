using Fairlead.Formats.Html;

namespace Fairlead.Traffic.Reports.Html.Charts;

/// <summary>Which colour and pattern is what, with the sum of each.</summary>
internal static class Legend
{
    public static void Write(HtmlWriter html, IEnumerable<ChartSeries> series, Func<ChartSeries, string> value)
    {
        using (html.Open("ul", ("class", "legend")))
        {
            foreach (var one in series)
            {
                using (html.Open("li"))
                {
                    using (html.Open("svg", ("class", "swatch"), ("aria-hidden", "true")))
                        html.Empty("rect", ("class", one.Style), ("width", "100%"), ("height", "100%"));
                    html.Name(one.Name);
                    html.Put("span", value(one), ("class", "amount"));
                }
            }
        }
    }
}
