using Fairlead.SystemTests.Browsing;
using Fairlead.SystemTests.Processes;
using Fairlead.Tests.Support.Reports;
using Microsoft.Playwright;

namespace Fairlead.SystemTests.Reporting;

/// <summary>
/// The pictures of the page, under <c>artifacts/traffic-report</c>. When the page changes, those in <c>docs/</c> are made from them:
/// <c>convert artifacts/traffic-report/traffic-report.png +dither -colors 128 -strip PNG8:docs/traffic-report.png</c>, and so for the dark one.
/// </summary>
public sealed class ReportScreenshotTests(Browser browser)
{
    [Theory]
    [InlineData("traffic-report.png", ColorScheme.Light, 1000, 1265)]
    [InlineData("traffic-report-dark.png", ColorScheme.Dark, 1000, 1265)]
    [InlineData("narrow.png", ColorScheme.Light, 320, 2400)]
    public async Task Screenshot_EachWindow_IsWrittenAndNotBlank(string file, ColorScheme scheme, int width, int height)
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year(), scheme, width: width, height: height);
        var path = Path.Combine(Directory.CreateDirectory(Checkout.File("artifacts/traffic-report")).FullName, file);

        await page.Page.ScreenshotAsync(new() { Path = path });

        // A page of one colour packs to less than this.
        new FileInfo(path).Length.ShouldBeGreaterThan(20_000);
    }
}
