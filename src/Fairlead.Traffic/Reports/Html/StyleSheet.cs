using Fairlead.Formats.Html;

namespace Fairlead.Traffic.Reports.Html;

/// <summary>The page's style sheet, <c>report.css</c> beside this file. Thread-safe.</summary>
internal static class StyleSheet
{
    private static readonly Lazy<string> s_text = new(() => PageStyle.Of(typeof(StyleSheet), "report.css"));

    /// <summary>Read on first use.</summary>
    public static string Text => s_text.Value;
}
