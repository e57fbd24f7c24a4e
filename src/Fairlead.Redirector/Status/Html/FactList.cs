using Fairlead.Formats.Html;

namespace Fairlead.Redirector.Status.Html;

/// <summary>Names and values, one pair under the other.</summary>
internal static class FactList
{
    /// <summary>Writes them; a value has no say in the direction of the text around it.</summary>
    public static void Facts(this HtmlWriter html, IEnumerable<(string Name, string Value)> facts)
    {
        using var list = html.Open("dl");
        foreach (var (name, value) in facts)
        {
            using var pair = html.Open("div");
            html.Put("dt", name);
            using var description = html.Open("dd");
            html.Put("bdi", value);
        }
    }
}
