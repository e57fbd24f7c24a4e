using Fairlead.SystemTests.Browsing;
using Fairlead.Tests.Support.Reports;
using Fairlead.Traffic.Reports;

namespace Fairlead.SystemTests.Reporting;

/// <summary>The page needs nothing but itself, whatever it shows.</summary>
public sealed class ReportOpeningTests(Browser browser)
{
    public static TheoryData<string> Reports => ["a year", "days", "nothing", "hostile names"];

    [Theory, MemberData(nameof(Reports))]
    public async Task Open_AnyReport_NoMessageAndNoRequestButTheFile(string name)
    {
        await using var page = await ReportPage.OpenAsync(browser, Report(name));

        (await page.Page.Locator("h1").CountAsync()).ShouldBe(1);
        (await page.Page.TitleAsync()).ShouldStartWith("Traffic");
        page.Messages.ShouldBeEmpty();
        page.Requests.ShouldBe([page.Url]);
    }

    [Fact]
    public async Task Open_HostileNames_NothingOfThemIsMarkup()
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Hostile());

        (await page.Page.Locator("script, img, iframe, [onload], [onerror]").CountAsync()).ShouldBe(0);
        (await page.Page.Locator("tbody th").AllInnerTextsAsync()).ShouldContain("<script>alert(1)</script>");
    }

    [Fact]
    public async Task Open_ScriptPutIntoThePage_IsNotRun()
    {
        // The page's own policy refuses what a mistake in its making might let in.
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year());

        await page.Page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s); }");

        (await page.Page.EvaluateAsync<bool>("() => window.ran === true")).ShouldBeFalse();
        page.Messages.ShouldContain(message => message.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    private static TrafficReport Report(string name) => name switch
    {
        "a year" => SampleReport.Year(),
        "days" => SampleReport.Days(365),
        "nothing" => SampleReport.Empty(),
        _ => SampleReport.Hostile(),
    };
}
