using Fairlead.SystemTests.Processes;
using Fairlead.Traffic.Reports;
using Fairlead.Traffic.Reports.Html;
using Microsoft.Playwright;

namespace Fairlead.SystemTests.Reporting;

/// <summary>A report's page, opened in a browser from a file, as its readers do.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<string> _messages = [];
    private readonly List<string> _requests = [];
    private IBrowserContext _context = null!;

    public IPage Page { get; private set; } = null!;

    /// <summary>Address of the file.</summary>
    public string Url { get; private set; } = "";

    /// <summary>What the page wrote to the console, and what went wrong in it.</summary>
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>Everything that it asked for.</summary>
    public IReadOnlyList<string> Requests => _requests;

    public static async Task<ReportPage> OpenAsync(
        Browser browser, TrafficReport report, ColorScheme scheme = ColorScheme.Light, Media media = Media.Screen, int width = 1100, int height = 900)
    {
        var opened = new ReportPage();
        var file = opened._directory.File("report.html");
        await using (var stream = File.Create(file)) HtmlReport.Write(report, stream);
        await opened.GoAsync(browser, file, scheme, media, width, height);
        return opened;
    }

    /// <summary>A page that the program wrote.</summary>
    public static async Task<ReportPage> OpenFileAsync(Browser browser, string file)
    {
        var opened = new ReportPage();
        await opened.GoAsync(browser, file, ColorScheme.Light, Media.Screen, 1100, 900);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _directory.Dispose();
    }

    private async Task GoAsync(Browser browser, string file, ColorScheme scheme, Media media, int width, int height)
    {
        _context = await browser.ContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } });
        Page = await _context.NewPageAsync();
        await Page.EmulateMediaAsync(new() { Media = media, ColorScheme = scheme });
        Page.Console += (_, message) => _messages.Add(message.Text);
        Page.PageError += (_, error) => _messages.Add(error);
        Page.Request += (_, request) => _requests.Add(request.Url);
        Url = new Uri(file).AbsoluteUri;
        await Page.GotoAsync(Url);
    }
}
