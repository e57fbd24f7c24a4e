using System.Text.Json;
using Fairlead.SystemTests.Browsing;
using Fairlead.Tests.Support.Reports;

namespace Fairlead.SystemTests.Reporting;

/// <summary>The page as a screen reader gets it: from the browser's own accessibility tree.</summary>
public sealed class ReportAccessibilityTests(Browser browser)
{
    [Fact]
    public async Task Headings_All_AreOneFirstAndThenSeconds()
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year());

        var levels = (await NodesAsync(page, "heading")).Select(node => node.Level).ToList();

        levels[0].ShouldBe(1);
        levels.Skip(1).ShouldAllBe(level => level == 2);
        levels.Count.ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("table", 8)]
    [InlineData("region", 8)]
    [InlineData("image", 3)]
    [InlineData("navigation", 1)]
    public async Task Nodes_ThatNeedNames_HaveOneEach(string role, int atLeast)
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year());

        var names = (await NodesAsync(page, role)).Select(node => node.Name).ToList();

        names.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        names.ShouldAllBe(name => name.Length > 0);
        names.ShouldBeUnique();
    }

    [Theory]
    [InlineData("banner")]
    [InlineData("main")]
    [InlineData("contentinfo")]
    public async Task Landmarks_Each_IsThereOnce(string role)
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year());

        (await NodesAsync(page, role)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Images_All_AreDescribed()
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year());

        (await NodesAsync(page, "image")).ShouldAllBe(image => image.Name.Contains("altogether", StringComparison.Ordinal)
            || image.Name.Contains("for each of 12", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_OfTables_BeginWithTheirHeading()
    {
        await using var page = await ReportPage.OpenAsync(browser, SampleReport.Year());

        (await NodesAsync(page, "rowheader")).Count.ShouldBeGreaterThan(50);
        (await NodesAsync(page, "columnheader")).Count.ShouldBeGreaterThan(30);
    }

    private static async Task<IReadOnlyList<(string Name, int Level)>> NodesAsync(ReportPage page, string role)
    {
        var session = await page.Page.Context.NewCDPSessionAsync(page.Page);
        var tree = await session.SendAsync("Accessibility.getFullAXTree") ?? throw new InvalidOperationException("the browser has no accessibility tree");
        return
        [
            .. from node in tree.GetProperty("nodes").EnumerateArray()
               where !node.GetProperty("ignored").GetBoolean() && node.GetProperty("role").GetProperty("value").GetString() == role
               select (node.TryGetProperty("name", out var name) ? name.GetProperty("value").GetString() ?? "" : "", Level(node)),
        ];
    }

    private static int Level(JsonElement node) => node.TryGetProperty("properties", out var properties)
        ? properties.EnumerateArray().Where(property => property.GetProperty("name").GetString() == "level")
            .Select(property => property.GetProperty("value").GetProperty("value").GetInt32()).FirstOrDefault()
        : 0;
}
