using Microsoft.Playwright;

namespace Fairlead.SystemTests.Browsing;

/// <summary>A page in a browser, and all that it said and asked for.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly List<string> _messages = [];
    private readonly List<string> _requests = [];
    private readonly IBrowserContext _context;

    private BrowserPage(IBrowserContext context, IPage page, string url)
    {
        (_context, Page, Url) = (context, page, url);
        page.Console += (_, message) => Add(_messages, message.Text);
        page.PageError += (_, error) => Add(_messages, error);
        page.Request += (_, request) => Add(_requests, request.Url);
    }

    public IPage Page { get; }

    /// <summary>What was opened.</summary>
    public string Url { get; }

    /// <summary>What the page wrote to the console, and what went wrong in it.</summary>
    public IReadOnlyList<string> Messages => Copy(_messages);

    /// <summary>Everything that it asked for.</summary>
    public IReadOnlyList<string> Requests => Copy(_requests);

    /// <summary>Opens a page in a window.</summary>
    public static async Task<BrowserPage> OpenAsync(
        Browser browser, string url, ColorScheme scheme = ColorScheme.Light, Media media = Media.Screen, int width = 1100, int height = 900, bool scripts = true)
    {
        var context = await browser.ContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height }, JavaScriptEnabled = scripts });
        var page = new BrowserPage(context, await context.NewPageAsync(), url);
        await page.Page.EmulateMediaAsync(new() { Media = media, ColorScheme = scheme });
        await page.Page.GotoAsync(url);
        return page;
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    // Playwright tells of them on a thread of its own.
    private static void Add(List<string> list, string text)
    {
        lock (list) list.Add(text);
    }

    private static string[] Copy(List<string> list)
    {
        lock (list) return [.. list];
    }
}
