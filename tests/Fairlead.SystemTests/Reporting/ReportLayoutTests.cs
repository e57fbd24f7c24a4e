using Fairlead.SystemTests.Browsing;
using Fairlead.Tests.Support.Reports;
using Fairlead.Traffic.Reports;

namespace Fairlead.SystemTests.Reporting;

/// <summary>The page in windows of any width (WCAG 2.2, 1.4.10: 320 pixels).</summary>
public sealed class ReportLayoutTests(Browser browser)
{
    public static TheoryData<string, int> Windows => new() { { "a year", 320 }, { "days", 320 }, { "hostile names", 320 }, { "a year", 768 }, { "a year", 1920 } };

    [Theory, MemberData(nameof(Windows))]
    public async Task Width_AnyWindow_ThePageDoesNotScrollSideways(string name, int width)
    {
        await using var page = await ReportPage.OpenAsync(browser, Report(name), width: width);

        (await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1100)]
    public async Task Labels_UnderCharts_DoNotTouch(int width)
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Days(365), width: width);

        var touching = await page.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('svg[role=img]')].flatMap(svg => {
              const boxes = [...svg.querySelectorAll('text')].filter(t => t.checkVisibility()).map(t => ({ text: t.textContent, box: t.getBoundingClientRect() }));
              return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => a.box.left < b.box.right && b.box.left < a.box.right && a.box.top + 2 < b.box.bottom && b.box.top + 2 < a.box.bottom)
                .map(b => a.text + ' / ' + b.text));
            })
            """);

        touching.ShouldBeEmpty();
    }

    private static TrafficReport Report(string name) => name switch
    {
        "a year" => SampleReport.Year(),
        "days" => SampleReport.Days(365),
        _ => SampleReport.Hostile(),
    };
}
