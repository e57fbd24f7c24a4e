using Fairlead.SystemTests.Browsing;
using Fairlead.Tests.Support.Reports;
using Microsoft.Playwright;

namespace Fairlead.SystemTests.Reporting;

/// <summary>The page in light, in dark and on paper.</summary>
public sealed class ReportColourTests(Browser browser)
{
    private const string Colours = "() => { const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]; }";

    [Theory]
    [InlineData(ColorScheme.Light, Media.Screen)]
    [InlineData(ColorScheme.Dark, Media.Screen)]
    [InlineData(ColorScheme.Dark, Media.Print)]
    public async Task Text_AnyScheme_IsReadable(ColorScheme scheme, Media media)
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year(), scheme, media);

        (await TextContrast.TooFaintAsync(page.Page, atLeast: 50)).ShouldBeEmpty();
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
