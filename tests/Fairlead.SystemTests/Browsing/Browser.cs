using Fairlead.SystemTests.Processes;
using Microsoft.Playwright;

namespace Fairlead.SystemTests.Browsing;

/// <summary>One Chromium for all tests, started by the first that wants it; each page has a context of its own. None is downloaded: it is Debian's.</summary>
public sealed class Browser : IAsyncDisposable
{
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _started = new(StartAsync);

    internal async Task<IBrowserContext> ContextAsync(BrowserNewContextOptions options) => await (await _started.Value).Browser.NewContextAsync(options);

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated) return;
        var (playwright, browser) = await _started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        var chromium = Tool.Chromium.Path;
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium }));
    }
}
