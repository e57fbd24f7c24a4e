using Fairlead.Formats.Html;

namespace Fairlead.Traffic.Reports.Html.Charts;

/// <summary>The patterns that tell series apart where colours don't: in print without colours, and for those who see them alike.</summary>
internal static class FillPatterns
{
    /// <summary>Strokes of an 8 x 8 tile over the series' colour; the series of number 0 has none.</summary>
    private static readonly string[] s_strokes =
    [
        "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", // rising
        "M0,2 h8 M0,6 h8", // lying
        "M2,2 h2 M6,6 h2", // dotted
        "M-2,6 l4,4 M0,0 l8,8 M6,-2 l4,4", // falling
        "M2,0 v8 M6,0 v8", // standing
        "M0,4 h8 M4,0 v8", // checked
        "M0,8 l8,-8 M0,0 l8,8", // crossed
    ];

    /// <summary>How many series look different.</summary>
    public static int Count => s_strokes.Length + 1;

    /// <summary>Defines them for every chart of the page.</summary>
    public static void Write(HtmlWriter html)
    {
        using (html.Open("svg", ("class", "patterns"), ("aria-hidden", "true"), ("width", "0"), ("height", "0")))
        using (html.Open("defs"))
        {
            for (var i = 1; i < Count; i++)
            {
                using (html.Open("pattern", ("id", $"pattern-{i}"), ("width", "8"), ("height", "8"), ("patternUnits", "userSpaceOnUse")))
                {
                    html.Empty("rect", ("class", $"ground-{i}"), ("width", "8"), ("height", "8"));
                    html.Empty("path", ("class", "stroke"), ("d", s_strokes[i - 1]));
                }
            }
        }
    }
}
