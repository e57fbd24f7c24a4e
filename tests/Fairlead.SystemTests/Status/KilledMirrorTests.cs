using System.Globalization;
using Fairlead.SystemTests.Browsing;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;
using Microsoft.Playwright;

namespace Fairlead.SystemTests.Status;

/// <summary>What the page shows of things that die, while it is open.</summary>
public sealed class KilledMirrorTests(Browser browser, StatusStage stage) : IClassFixture<StatusStage>
{
    /// <summary>From a mirror's death to its red, whatever clients do.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Mirrors_KilledWhileThePageIsOpen_TurnRedWithinFiveSecondsAndThePageTellsOfTheServersEndToo()
    {
        await using var light = await stage.OpenAsync(browser);
        await using var dark = await stage.OpenAsync(browser, scheme: ColorScheme.Dark);
        string[] killed = ["virginia", "stockholm", "tokyo"];
        foreach (var (mirror, state) in await StatesAsync(light)) (state[0], IsRed(state[1])).ShouldBe(("open", false), mirror);

        using var over = new CancellationTokenSource();
        var asking = AskAsync(over.Token);
        await Task.WhenAll(stage.Virginia.StopAsync(), stage.Stockholm.StopAsync(), stage.Tokyo.StopAsync());

        // Asked for new blobs, for cached ones only, and for none at all.
        await Eventually.IsTrueAsync("the mirrors' red", () => AreRedAsync(light, killed), Noticed);
        await over.CancelAsync();
        await asking;
        await Eventually.IsTrueAsync("their red in the dark", () => AreRedAsync(dark, killed), Noticed);
        (await light.Page.Locator("#summary").InnerTextAsync()).ShouldBe("Closed, for want of an answer: virginia, stockholm, tokyo.");
        (await light.Page.Locator("#targets-rows th bdi").AllInnerTextsAsync()).Take(3).ShouldBe(killed, "what is wrong comes first");
        foreach (var page in (BrowserPage[])[light, dark]) (await TextContrast.TooFaintAsync(page.Page, atLeast: 50)).ShouldBeEmpty();
        light.Messages.ShouldBeEmpty();

        // A page that can't be refreshed doesn't look as if it were.
        stage.Server.ReplacePolicy("upstream: {registry: nonsense}");
        await Eventually.ReadAsync("the failed reload", () => light.Page.Locator("#policy-facts").InnerTextAsync(), text => text.Contains("policy.yaml:1:22: error: ", StringComparison.Ordinal));
        await stage.Server.KillAsync();
        await Eventually.ReadAsync("the server's end", () => light.Page.Locator("#refreshing").InnerTextAsync(), text => text.StartsWith("The server does not answer", StringComparison.Ordinal));
    }

    /// <summary>All of them are told closed, and on a red ground.</summary>
    private static async Task<bool> AreRedAsync(BrowserPage page, string[] mirrors)
    {
        var states = await StatesAsync(page);
        return mirrors.All(mirror => states[mirror] is ["closed", var colour] && IsRed(colour));
    }

    /// <summary>By mirror, the word and the colour behind it; all in one turn of the page's script, which replaces the rows in another.</summary>
    private static async Task<Dictionary<string, string[]>> StatesAsync(BrowserPage page)
    {
        var rows = await page.Page.EvaluateAsync<string[][]>("""
            () => [...document.querySelectorAll('#targets-rows tr')].map(row => {
              const state = row.querySelector('.state');
              return [row.querySelector('th bdi').textContent, state.textContent, getComputedStyle(state).backgroundColor];
            })
            """);
        return rows.ToDictionary(row => row[0], row => row[1..]);
    }

    private static bool IsRed(string colour) // rgb(179, 38, 30)
    {
        var parts = colour.Split('(', ')')[1].Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return parts[0] > 150 && parts[0] > parts[1] * 3 / 2 && parts[0] > parts[2] * 3 / 2;
    }

    private async Task AskAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await stage.AskForNewBlobAsync();
            await stage.AskForCachedBlobAsync();
            await Task.Delay(100, CancellationToken.None);
        }
    }
}
