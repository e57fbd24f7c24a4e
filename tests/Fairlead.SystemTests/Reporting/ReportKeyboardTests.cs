using Fairlead.SystemTests.Browsing;
using Fairlead.Tests.Support.Reports;

namespace Fairlead.SystemTests.Reporting;

/// <summary>The page without a mouse.</summary>
public sealed class ReportKeyboardTests(Browser browser)
{
    /// <summary>What can be reached: links, what opens, what scrolls.</summary>
    private const string Stops = "[...document.querySelectorAll('a, summary, .scroll')].filter(e => e.checkVisibility())";

    [Fact]
    public async Task Tab_FromTheTop_ReachesEveryStopInOrder()
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year(), width: 320);
        var stops = await page.Page.EvaluateAsync<int>($"() => {Stops}.length");
        stops.ShouldBeGreaterThan(20);

        List<int> reached = [];
        for (var i = 0; i < stops; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            reached.Add(await page.Page.EvaluateAsync<int>($"() => {Stops}.indexOf(document.activeElement)"));
        }

        reached.ShouldBe(Enumerable.Range(0, stops));
    }

    [Fact]
    public async Task Enter_OnEachSummary_OpensItsTableWhichTabReaches()
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year());
        var summaries = page.Page.Locator("summary");
        var count = await summaries.CountAsync();
        count.ShouldBe(3);

        for (var i = 0; i < count; i++)
        {
            await summaries.Nth(i).FocusAsync();
            await page.Page.Keyboard.PressAsync("Enter");
            await page.Page.Keyboard.PressAsync("Tab");
            (await page.Page.EvaluateAsync<bool>("() => document.activeElement.matches('details[open] > .scroll') && document.activeElement.checkVisibility()")).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Arrow_InATableThatIsTooWide_Scrolls()
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year(), width: 320);
        var region = page.Page.Locator("#images .scroll");
        await region.FocusAsync();

        await page.Page.Keyboard.PressAsync("ArrowRight");

        await page.Page.WaitForFunctionAsync("() => document.querySelector('#images .scroll').scrollLeft > 0");
    }
}
