namespace Fairlead.Traffic.Reports.Html;

/// <summary>The page's style sheet, <c>report.css</c> beside this file. Thread-safe.</summary>
internal static class StyleSheet
{
    private static readonly Lazy<string> s_text = new(Load);

    /// <summary>Read on first use.</summary>
    public static string Text => s_text.Value;

    private static string Load()
    {
        const string name = "Fairlead.Traffic.Reports.Html.report.css";
        using var stream = typeof(StyleSheet).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
