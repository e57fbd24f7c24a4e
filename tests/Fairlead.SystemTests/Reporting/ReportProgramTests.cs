using Fairlead.SystemTests.Browsing;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Reporting;

/// <summary>The page that the program makes of a log, opened.</summary>
public sealed class ReportProgramTests(Browser browser) : IDisposable
{
    private readonly TrafficFolder _folder = new();

    [Fact]
    public async Task Report_OfALogWithHostileNames_OpensAndShowsThem()
    {
        await File.WriteAllTextAsync(_folder.In("access.log"), """
            198.51.100.3 - - [30/Sep/2026:12:00:00 +0000] "GET /v2/team/app/blobs/sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 HTTP/1.1" 200 1073741824 "-" "agent"
            192.175.48.5 - - [01/Oct/2026:12:00:00 +0000] "GET /files/<svg/onload=alert(1)>/x.bin HTTP/1.1" 200 2147483648 "-" "agent"
            192.0.2.9 - - [02/Oct/2026:12:00:00 +0000] "GET /v2/team/app/manifests/v1 HTTP/1.1" 200 512 "-" "<script>alert(2)</script>"
            no request at all

            """);
        (await TrafficFolder.RunAsync(_folder.Import("a.fat", _folder.In("access.log"), "--format", "combined"))).Succeeded();
        (await TrafficFolder.RunAsync("traffic", "report", _folder.Out("a.fat"), "--prices", Checkout.File("examples/prices.yaml"), "--format", "html", "-o", _folder.Out("page.html"))).Succeeded();

        await using var page = await ReportPage.OpenFileAsync(browser, _folder.Out("page.html"));

        page.Messages.ShouldBeEmpty();
        page.Requests.ShouldBe([page.Url]);
        (await page.Page.Locator("h1").InnerTextAsync()).ShouldBe("Traffic, Sep 2026 to Oct 2026");
        (await page.Page.Locator("#images tbody th").AllInnerTextsAsync()).ShouldBe(["files/<svg/onload=alert(1)>", "team/app"]);
        (await page.Page.Locator("#traffic .legend li").AllInnerTextsAsync()).Select(item => item.Split('\n')[0]).ShouldBe(["by-asn", "near", "not known"], ignoreOrder: true);
        (await page.Page.Locator("#totals .value").AllInnerTextsAsync()).ShouldContain("3.00\u00A0GiB");
        (await page.Page.Locator("#dropped").InnerTextAsync()).ShouldContain("combined");
    }

    public void Dispose() => _folder.Dispose();
}
