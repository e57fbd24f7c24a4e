using Fairlead.Tests.Support.Reports;
using Microsoft.Playwright;

namespace Fairlead.SystemTests.Reporting;

/// <summary>The page in light, in dark and on paper.</summary>
public sealed class ReportColourTests(Browser browser)
{
    /// <summary>Each text that is seen: its contrast with the ground that it stands on (WCAG 2.2, 1.4.3), where it is too low.</summary>
    private const string TooFaint = """
        () => {
          const channels = colour => colour.match(/[\d.]+/g).map(Number);
          const luminance = colour => channels(colour).slice(0, 3).map(c => c / 255)
            .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = element => {
            for (let e = element; e; e = e.parentElement) {
              const colour = getComputedStyle(e).backgroundColor;
              if ((channels(colour)[3] ?? 1) > 0) return colour;
            }
            return 'rgb(255, 255, 255)';
          };
          const texts = [...document.body.querySelectorAll('*')].filter(e => e.checkVisibility() && !e.closest('title, desc')
            && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()));
          if (texts.length < 50) return ['only ' + texts.length + ' texts'];
          return texts.map(e => {
            const colour = e instanceof SVGElement ? getComputedStyle(e).fill : getComputedStyle(e).color;
            const [low, high] = [luminance(colour), luminance(ground(e))].sort((a, b) => a - b);
            return { ratio: (high + 0.05) / (low + 0.05), text: e.textContent.trim() };
          }).filter(t => t.ratio < 4.5).map(t => t.ratio.toFixed(2) + ' ' + t.text);
        }
        """;

    private const string Colours = "() => { const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]; }";

    [Theory]
    [InlineData(ColorScheme.Light, Media.Screen)]
    [InlineData(ColorScheme.Dark, Media.Screen)]
    [InlineData(ColorScheme.Dark, Media.Print)]
    public async Task Text_AnyScheme_IsReadable(ColorScheme scheme, Media media)
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year(), scheme, media);

        (await page.Page.EvaluateAsync<string[]>(TooFaint)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Colours_DarkAndLight_Differ()
    {
        await using var light = await ReportPage.OpenAsync(browser, SampleReport.Year());
        await using var dark = await ReportPage.OpenAsync(browser, SampleReport.Year(), ColorScheme.Dark);

        var inLight = await light.Page.EvaluateAsync<string[]>(Colours);
        var inDark = await dark.Page.EvaluateAsync<string[]>(Colours);

        inDark[0].ShouldNotBe(inLight[0]);
        inDark[1].ShouldNotBe(inLight[1]);
    }

    [Fact]
    public async Task Print_FromDark_IsOnWhiteAndHasPages()
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year(), ColorScheme.Dark, Media.Print);

        (await page.Page.EvaluateAsync<string[]>(Colours))[0].ShouldBe("rgb(255, 255, 255)");
        (await page.Page.Locator("nav").IsVisibleAsync()).ShouldBeFalse();

        var pdf = System.Text.Encoding.Latin1.GetString(await page.Page.PdfAsync(new() { Format = "A4" }));
        pdf.ShouldStartWith("%PDF-");
        (pdf.Split("/Type /Page\n").Length - 1).ShouldBeInRange(3, 10);
    }
}
