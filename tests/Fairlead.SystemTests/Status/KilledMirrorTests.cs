using System.Globalization;
using Fairlead.SystemTests.Browsing;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;
using Microsoft.Playwright;

namespace Fairlead.SystemTests.Status;

/// <summary>What the page shows of things that die, while it is open.</summary>
public sealed class KilledMirrorTests(Browser browser, StatusStage stage) : IClassFixture<StatusStage>
{
    /// <summary>From a mirror's death to its red, on the page of a server that clients ask for blobs.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Mirror_KilledWhileClientsAsk_TurnsRedWithinFiveSecondsAndThePageTellsOfTheServersEndToo()
    {
        await stage.AskForNewBlobAsync();
        await using var light = await stage.OpenAsync(browser);
        await using var dark = await stage.OpenAsync(browser, scheme: ColorScheme.Dark);
        (await StateOf(light).InnerTextAsync()).ShouldBe("open");
        (await IsRedAsync(light)).ShouldBeFalse();

        using var over = new CancellationTokenSource();
        var asking = AskAsync(over.Token);
        await stage.Virginia.StopAsync();

        await Eventually.IsTrueAsync("the mirror's red", async () => await StateOf(light).InnerTextAsync() == "closed" && await IsRedAsync(light), Noticed);
        await Eventually.IsTrueAsync("its red in the dark", async () => await StateOf(dark).InnerTextAsync() == "closed" && await IsRedAsync(dark), Noticed);
        (await light.Page.Locator("#summary").InnerTextAsync()).ShouldBe("Closed, for want of an answer: virginia.");
        (await light.Page.Locator("#targets-rows th bdi").First.InnerTextAsync()).ShouldBe("virginia", "what is wrong comes first");
        foreach (var page in (BrowserPage[])[light, dark]) (await TextContrast.TooFaintAsync(page.Page, atLeast: 50)).ShouldBeEmpty();
        light.Messages.ShouldBeEmpty();
        await over.CancelAsync();
        await asking;

        // A page that can't be refreshed doesn't look as if it were.
        stage.Server.ReplacePolicy("upstream: {registry: nonsense}");
        await Eventually.ReadAsync("the failed reload", () => light.Page.Locator("#policy-facts").InnerTextAsync(), text => text.Contains("policy.yaml:1:22: error: ", StringComparison.Ordinal));
        await stage.Server.KillAsync();
        await Eventually.ReadAsync("the server's end", () => light.Page.Locator("#refreshing").InnerTextAsync(), text => text.StartsWith("The server does not answer", StringComparison.Ordinal));
    }

    private static ILocator StateOf(BrowserPage page) => page.Page.Locator("#targets-rows tr", new() { HasText = "virginia" }).Locator(".state");

    private static async Task<bool> IsRedAsync(BrowserPage page)
    {
        var colour = await StateOf(page).EvaluateAsync<string>("cell => getComputedStyle(cell).backgroundColor"); // rgb(179, 38, 30)
        var parts = colour.Split('(', ')')[1].Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return parts[0] > 150 && parts[0] > parts[1] * 3 / 2 && parts[0] > parts[2] * 3 / 2;
    }

    private async Task AskAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await stage.AskForNewBlobAsync();
            await Task.Delay(100, CancellationToken.None);
        }
    }
}
