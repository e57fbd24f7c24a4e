using System.Globalization;
using System.Text.RegularExpressions;
using Fairlead.Traffic.Reports.Html;

namespace Fairlead.Tests.Traffic.Reports.Html;

/// <summary>The colours of the page, as the style sheet has them.</summary>
public sealed partial class StyleSheetTests
{
    /// <summary>WCAG 2.2, 1.4.3: text.</summary>
    private const double Text = 4.5;

    /// <summary>WCAG 2.2, 1.4.11: what graphics are drawn in.</summary>
    private const double Graphics = 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Colours_OnBothGrounds_HaveContrast(bool dark)
    {
        var colours = Colours(dark);
        foreach (var ground in new[] { "page", "panel" })
        {
            foreach (var text in new[] { "ink", "muted", "link" }) Contrast(colours[text], colours[ground]).ShouldBeGreaterThanOrEqualTo(Text, $"{text} on {ground}");
            for (var i = 0; i < 8; i++) Contrast(colours[$"s{i}"], colours[ground]).ShouldBeGreaterThanOrEqualTo(Graphics, $"s{i} on {ground}");
        }
    }

    [Fact]
    public void Colours_OfDark_AreAllSet() => Colours(dark: true).Keys.ShouldBe(Colours(dark: false).Keys);

    [Fact]
    public void Colours_OnPaper_AreNeverDark() => StyleSheet.Text.ShouldContain("@media screen and (prefers-color-scheme: dark)");

    [Fact]
    public void Text_LoadsNothing()
    {
        StyleSheet.Text.ShouldNotContain("@import");
        StyleSheet.Text.ShouldNotContain("@font-face");
        foreach (Match url in Urls().Matches(StyleSheet.Text)) url.Groups[1].Value.ShouldStartWith("#");
    }

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#777777", "#ffffff", 4.48)]
    public void Contrast_OfKnownPairs_IsAsTheStandardHasIt(string one, string other, double ratio) => Contrast(one, other).ShouldBe(ratio, 0.005);

    /// <summary>Those of all pages and the report's own, on a screen.</summary>
    private static SortedDictionary<string, string> Colours(bool dark)
    {
        var screen = StyleSheet.Text.Split("@media print")[0];
        var text = dark ? string.Concat(DarkRules().Matches(screen).Select(rule => rule.Value)) : DarkRules().Replace(screen, "");
        return new(Variables().Matches(text).ToDictionary(variable => variable.Groups[1].Value, variable => variable.Groups[2].Value));
    }

    /// <summary>WCAG 2.2, "contrast ratio".</summary>
    private static double Contrast(string one, string other)
    {
        var (low, high) = (Math.Min(Luminance(one), Luminance(other)), Math.Max(Luminance(one), Luminance(other)));
        return (high + 0.05) / (low + 0.05);
    }

    private static double Luminance(string colour) => 0.2126 * Channel(colour, 1) + 0.7152 * Channel(colour, 3) + 0.0722 * Channel(colour, 5);

    private static double Channel(string colour, int at)
    {
        var value = byte.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex(@"--([a-z0-9]+): (#[0-9a-f]{6});")]
    private static partial Regex Variables();

    [GeneratedRegex(@"@media screen and \(prefers-color-scheme: dark\) \{.*?\n\}\n", RegexOptions.Singleline)]
    private static partial Regex DarkRules();

    [GeneratedRegex(@"url\(([^)]*)\)")]
    private static partial Regex Urls();
}
