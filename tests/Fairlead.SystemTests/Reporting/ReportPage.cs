using Fairlead.SystemTests.Browsing;
using Fairlead.SystemTests.Processes;
using Fairlead.Traffic.Reports;
using Fairlead.Traffic.Reports.Html;
using Microsoft.Playwright;

namespace Fairlead.SystemTests.Reporting;

/// <summary>A report's page, opened in a browser from a file, as its readers do.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private BrowserPage _page = null!;

    public IPage Page => _page.Page;

    /// <summary>Address of the file.</summary>
    public string Url => _page.Url;

    /// <inheritdoc cref="BrowserPage.Messages"/>
    public IReadOnlyList<string> Messages => _page.Messages;

    /// <inheritdoc cref="BrowserPage.Requests"/>
    public IReadOnlyList<string> Requests => _page.Requests;

    public static async Task<ReportPage> OpenAsync(
        Browser browser, TrafficReport report, ColorScheme scheme = ColorScheme.Light, Media media = Media.Screen, int width = 1100, int height = 900)
    {
        var opened = new ReportPage();
        var file = opened._directory.File("report.html");
        await using (var stream = File.Create(file)) HtmlReport.Write(report, stream);
        opened._page = await BrowserPage.OpenAsync(browser, new Uri(file).AbsoluteUri, scheme, media, width, height);
        return opened;
    }

    /// <summary>A page that the program wrote.</summary>
    public static async Task<ReportPage> OpenFileAsync(Browser browser, string file) =>
        new() { _page = await BrowserPage.OpenAsync(browser, new Uri(file).AbsoluteUri) };

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        _directory.Dispose();
    }
}
