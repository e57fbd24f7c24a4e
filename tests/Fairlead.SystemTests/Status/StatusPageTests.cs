using System.Security.Cryptography;
using Fairlead.SystemTests.Browsing;
using Fairlead.SystemTests.Processes;
using Microsoft.Playwright;

namespace Fairlead.SystemTests.Status;

/// <summary>The status page in a browser, of a server that is well.</summary>
public sealed class StatusPageTests(Browser browser, StatusStage stage) : IClassFixture<StatusStage>
{
    [Fact]
    public async Task Box_KeysOnly_Explains()
    {
        await using var page = await stage.OpenAsync(browser, width: 320);

        await TabToAsync(page.Page, "address");
        await page.Page.Keyboard.TypeAsync(StatusStage.InParis);
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.TypeAsync(stage.HeldPath);
        await page.Page.Keyboard.PressAsync("Enter");

        (await page.Page.Locator("#explanation").InnerTextAsync()).ShouldContain("mirror (candidates by provider)");
        (await page.Page.Locator("#candidates-rows th").AllInnerTextsAsync()).ShouldBe(["paris", "virginia"]);
        (await page.Page.GetByLabel("Path").InputValueAsync()).ShouldBe(stage.HeldPath);
        page.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Box_WithoutScripts_ExplainsAndTheFactsAreThere()
    {
        await using var page = await stage.OpenAsync(browser, scripts: false);
        (await page.Page.Locator("#targets-rows th bdi").AllInnerTextsAsync()).ShouldBe(["paris", "virginia", "stockholm", "tokyo", "http://127.0.0.1:9"]);
        (await CellAsync(page, "requests", "eu-west-3", "Since the start")).ShouldBe("3");
        (await CellAsync(page, "requests", "eu-west-3", "Requests a second")).ShouldNotBe("0");
        (await CellAsync(page, "targets", "paris", "State")).ShouldBe("open");
        (await CellAsync(page, "targets", "paris", "Presence hits")).ShouldEndWith("%");
        (await CellAsync(page, "targets", "paris", "Answers in")).ShouldEndWith("ms");
        (await CellAsync(page, "feeds", "hosts", "Age")).ShouldEndWith("s");
        (await CellAsync(page, "feeds", "spare", "Age")).ShouldBe("never loaded");
        var policy = await page.Page.Locator("#policy-facts").InnerTextAsync();
        policy.ShouldContain("sha256:" + Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(stage.Server.PolicyFile, TestContext.Current.CancellationToken))));
        policy.ShouldContain(" UTC, ");
        policy.ShouldContain(" ago");
        (await page.Page.Locator("#pause").IsVisibleAsync()).ShouldBeFalse("there is nothing to pause");

        await page.Page.GetByLabel("Address").FillAsync("nonsense");
        await page.Page.GetByLabel("Path").FillAsync("/v2/");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();

        (await page.Page.Locator("#problem").InnerTextAsync()).ShouldContain("'nonsense' is not an IP address");
    }

    [Fact]
    public async Task Refresh_WhileSomebodyTypes_ShowsWhatIsNewAndTakesNothingAway()
    {
        await using var page = await stage.OpenAsync(browser, asks: true);
        var before = await page.Page.Locator("#as-of").InnerTextAsync();
        await page.Page.GetByLabel("Host").FocusAsync();
        await page.Page.Keyboard.TypeAsync("half a wo");

        await Eventually.ReadAsync("a refresh", () => page.Page.Locator("#as-of").InnerTextAsync(), text => text != before);

        await page.Page.Keyboard.TypeAsync("rd");
        (await page.Page.GetByLabel("Host").InputValueAsync()).ShouldBe("half a word");
        (await page.Page.Locator("#explanation").CountAsync()).ShouldBe(1);
        page.Messages.ShouldBeEmpty();
        page.Requests.Count.ShouldBeGreaterThan(1);
        page.Requests.ShouldAllBe(url => url.StartsWith(stage.Server.Admin.AbsoluteUri, StringComparison.Ordinal));
        page.Requests.ShouldAllBe(url => !url.Contains(StatusStage.InParis, StringComparison.Ordinal), "a client's address is in no URL, and so in no history and no log");
    }

    [Fact]
    public async Task Pause_ByKey_StopsTheRefreshing()
    {
        await using var page = await stage.OpenAsync(browser);

        await TabToAsync(page.Page, "pause");
        await page.Page.Keyboard.PressAsync("Space");

        (await page.Page.Locator("#refreshing").InnerTextAsync()).ShouldBe("Paused.");
        (await page.Page.Locator("#pause").InnerTextAsync()).ShouldBe("Go on");
    }

    [Fact]
    public async Task Script_PutIntoThePage_IsNotRun()
    {
        await using var page = await stage.OpenAsync(browser);

        await page.Page.EvaluateAsync("() => { try { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s); } catch { } }");

        (await page.Page.EvaluateAsync<bool>("() => window.ran === true")).ShouldBeFalse();
        page.Messages.ShouldNotBeEmpty("the browser says that it refused it");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(768)]
    [InlineData(1920)]
    public async Task Width_AnyWindow_NothingScrollsSideways(int width)
    {
        await using var page = await stage.OpenAsync(browser, asks: true, width: width);

        var wide = await page.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('html, main, section, table, tbody tr, dl, form')].filter(e => e.scrollWidth > Math.max(e.clientWidth, e.offsetWidth)).map(e => e.tagName + '#' + e.id)");
        wide.ShouldBeEmpty();
        (await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1100)]
    [InlineData(ColorScheme.Dark, 1100)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task Text_EachScheme_IsReadable(ColorScheme scheme, int width)
    {
        await using var page = await stage.OpenAsync(browser, asks: true, scheme: scheme, width: width);

        (await TextContrast.TooFaintAsync(page.Page, atLeast: 50)).ShouldBeEmpty();
        var ground = await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        ground.ShouldBe(scheme == ColorScheme.Dark ? "rgb(14, 16, 20)" : "rgb(244, 245, 247)");
    }

    /// <summary>What stands under a heading in a row.</summary>
    private static Task<string> CellAsync(BrowserPage page, string table, string row, string heading) =>
        page.Page.Locator($"#{table}-rows tr", new() { HasText = row }).Locator($"td[data-label='{heading}'] > span").InnerTextAsync();

    /// <summary>Goes on by Tab until something has the focus.</summary>
    private static async Task TabToAsync(IPage page, string id)
    {
        for (var stop = 0; stop < 10; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("() => document.activeElement.id") == id) return;
        }
        throw new InvalidOperationException($"Tab does not reach #{id}.");
    }
}
