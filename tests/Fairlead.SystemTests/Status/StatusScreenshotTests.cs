using Fairlead.SystemTests.Browsing;
using Fairlead.SystemTests.Processes;
using Microsoft.Playwright;

namespace Fairlead.SystemTests.Status;

/// <summary>
/// The pictures of the page, under <c>artifacts/status-page</c>. When the page changes, the one in <c>docs/</c> is made from them:
/// <c>convert artifacts/status-page/status-page.png +dither -colors 64 -strip PNG8:docs/status-page.png</c>.
/// </summary>
public sealed class StatusScreenshotTests(Browser browser, StatusStage stage) : IClassFixture<StatusStage>
{
    [Fact]
    public async Task Screenshot_EachWindow_IsWrittenAndNotBlank()
    {
        await stage.Virginia.StopAsync();
        for (var request = 0; request < 2; request++) await stage.AskForNewBlobAsync();

        foreach (var (file, scheme, width) in new[] { ("status-page.png", ColorScheme.Light, 900), ("dark.png", ColorScheme.Dark, 900), ("narrow.png", ColorScheme.Light, 320) })
        {
            await using var page = await stage.OpenAsync(browser, asks: true, scheme: scheme, width: width);
            var path = Path.Combine(Directory.CreateDirectory(Checkout.File("artifacts/status-page")).FullName, file);

            await page.Page.ScreenshotAsync(new() { Path = path, FullPage = true });

            // A page of one colour packs to less than this.
            new FileInfo(path).Length.ShouldBeGreaterThan(20_000);
        }
    }
}
