using System.Net;
using System.Text.Json;
using Fairlead.Demo.Images;
using Fairlead.Formats.Inventories;
using Fairlead.Tests.Formats.Inventories;
using Fairlead.Tests.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>The whole server before mirrors that say themselves what they hold.</summary>
public sealed class InventoryServingTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private FeedServer _inventories = null!;
    private RunningRedirector _server = null!;

    public async ValueTask InitializeAsync()
    {
        _inventories = await FeedServer.StartAsync();
        Serve(_time.GetUtcNow().AddMinutes(-2), RunningRedirector.Held);
        _server = await RunningRedirector.StartAsync(Policy("inventoryMaxAge: 24h"), _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _inventories.DisposeAsync();
    }

    [Fact]
    public async Task Blob_InventoriesAreYoung_IsRedirectedAndNoMirrorIsAsked()
    {
        await _server.RefreshInventoriesAsync();
        _inventories.Asked.ShouldBe(["/eu-west-3 - -", "/us-east-1 - -"], ignoreOrder: true);
        (await BlobAsync(RunningRedirector.Held)).Location.ShouldBe(_server.Near.UrlOf(RunningRedirector.Held.Digest).OriginalString);
        for (var i = 0; i < 50; i++) (await _server.GetAsync($"/v2/junk/blobs/{InventorySamples.DigestOf(i)}", RunningRedirector.InParis)).Location!.ShouldStartWith(RunningRedirector.BaseOf(_server.Upstream));
        (_server.Near.Requests.Total, _server.Far.Requests.Total, _server.Upstream.Requests.Total).ShouldBe((0, 0, 0));

        var metrics = await _server.MetricsAsync();
        metrics["fairlead_inventory_in_use{mirror=\"cloud-eu-west-3\"}"].ShouldBe(1);
        metrics["fairlead_inventory_age_seconds{mirror=\"cloud-eu-west-3\"}"].ShouldBe(120);
        metrics["fairlead_inventory_digests{mirror=\"cloud-us-east-1\"}"].ShouldBe(1);
        metrics["fairlead_inventory_answers_total{mirror=\"cloud-eu-west-3\",answer=\"present\"}"].ShouldBe(1);
        metrics["fairlead_inventory_answers_total{mirror=\"cloud-us-east-1\",answer=\"absent\"}"].ShouldBe(50);
        metrics["fairlead_presence_entries"].ShouldBe(0);
        _server.Log.ShouldBeQuiet();
    }

    [Fact]
    public async Task Blob_BeforeTheFirstInventory_IsServedByHeads()
    {
        (await BlobAsync(RunningRedirector.Held)).Location.ShouldBe(_server.Near.UrlOf(RunningRedirector.Held.Digest).OriginalString);
        _server.Near.Counts.Heads.ShouldBe(1);
        (await _server.AskAdminAsync("/readyz")).Status.ShouldBe(200);
        (await _server.MetricsAsync())["fairlead_inventory_in_use{mirror=\"cloud-eu-west-3\"}"].ShouldBe(0);
    }

    [Fact]
    public async Task Refresh_InventoryCannotBeHad_IsCountedAndReadinessStays()
    {
        _inventories.Status(404);
        await _server.RefreshInventoriesAsync();
        (await _server.MetricsAsync())["fairlead_inventory_refusals_total{mirror=\"cloud-eu-west-3\",reason=\"unreachable\"}"].ShouldBe(1);
        (await _server.AskAdminAsync("/readyz")).Status.ShouldBe(200);
        _server.Log.Messages.ShouldContain("cloud-eu-west-3: its inventory can't be had: it answered 404; HEADs find out what it holds");
    }

    [Fact]
    public async Task Explain_PresenceByInventory_SaysSoAndHowOld()
    {
        await _server.RefreshInventoriesAsync();
        var answer = await _server.AskAdminAsync($"/explain?address={RunningRedirector.InParis}&path=/v2/a/blobs/{RunningRedirector.Held.Digest}");
        var candidate = JsonDocument.Parse(answer.Body).RootElement.GetProperty("candidates")[0];
        (candidate.GetProperty("presence").GetString(), candidate.GetProperty("inventoryAgeSeconds").GetInt64()).ShouldBe(("present", 120));
    }

    [Fact]
    public async Task Serve_InTheBackground_LoadsInventoriesByItself()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inventories.Answer = _ =>
        {
            asked.TrySetResult();
            return Task.CompletedTask;
        };
        await using var server = await RunningRedirector.StartAsync(Policy("inventoryMaxAge: 24h"), _time, options => options with { Background = true });
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Missing_BlobsThatNoMirrorHolds_AreListedWithoutTheClient()
    {
        await _server.RefreshInventoriesAsync();
        var (one, two) = (InventorySamples.DigestOf(1), InventorySamples.DigestOf(2));
        for (var i = 0; i < 3; i++) await _server.GetAsync($"/v2/demo/hello/blobs/{one}?ns=x", RunningRedirector.InParis);
        await _server.GetAsync($"/v2/demo/other/blobs/{two}", RunningRedirector.InParis);
        await _server.GetAsync($"/v2/demo/hello/blobs/{InventorySamples.DigestOf(3)}", RunningRedirector.Elsewhere); // no candidates
        await _server.GetAsync($"/v2/Demo/hello/blobs/{InventorySamples.DigestOf(4)}", RunningRedirector.InParis); // no repository's name
        await BlobAsync(RunningRedirector.Held);

        var registry = RunningRedirector.BaseOf(_server.Upstream);
        var answer = await _server.AskAdminAsync("/missing");
        (answer.Status, answer["Content-Type"]).ShouldBe((200, "application/json"));
        answer.Body.ShouldBe($$"""
            {"missing":[{"digest":"{{one}}","repository":"prod/demo/hello","registry":"{{registry}}","requests":3},{"digest":"{{two}}","repository":"prod/demo/other","registry":"{{registry}}","requests":1}]}

            """.Replace("\r", ""));
        (await _server.AskAdminAsync("/missing?limit=1")).Body.ShouldNotContain(two.ToString());

        // Copied, and in the next inventory: no longer missing.
        Serve(_time.GetUtcNow(), RunningRedirector.Held, new Blob(one, "x", new byte[1]));
        await _server.RefreshInventoriesAsync();
        var left = JsonDocument.Parse((await _server.AskAdminAsync("/missing")).Body).RootElement.GetProperty("missing");
        left.EnumerateArray().Single().GetProperty("digest").GetString().ShouldBe(two.ToString());
    }

    [Fact]
    public async Task Missing_MirrorDoesNotSay_IsNotListed()
    {
        await _server.Near.StopAsync();
        (await _server.GetAsync($"/v2/a/blobs/{InventorySamples.DigestOf(1)}", RunningRedirector.InParis)).Status.ShouldBe((int)HttpStatusCode.TemporaryRedirect);
        (await _server.AskAdminAsync("/missing")).Body.ShouldBe("{\"missing\":[]}\n");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10001")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("1&limit=2")]
    public async Task Missing_BadLimit_Is400(string limit)
    {
        var answer = await _server.AskAdminAsync($"/missing?limit={limit}");
        (answer.Status, answer.Body).ShouldBe((400, "limit is a whole number from 1 to 10000\n"));
    }

    private string Inventory => _inventories.Url("/") + "{region}";

    private string Policy(string presence) => $$"""
        upstream: {registry: "<upstream>", repositoryPrefix: prod}
        presence: { {{presence}} }
        providers:
          - name: cloud
            cidrs: [{prefix: 192.0.2.0/24, region: eu-west-3}, {prefix: 198.51.100.0/24, region: us-east-1}]
            mirrors:
              - {region: eu-west-3, url: "<near>", presence: {inventory: "{{Inventory}}"} }
              - {region: us-east-1, url: "<far>", presence: {inventory: "{{Inventory}}"} }
        """;

    private Task<RawAnswer> BlobAsync(Blob blob) => _server.GetAsync($"/v2/demo/hello/blobs/{blob.Digest}", RunningRedirector.InParis);

    private void Serve(DateTimeOffset written, params Blob[] blobs)
    {
        var builder = new InventoryBuilder();
        foreach (var blob in blobs) builder.Add(blob.Digest, blob.Size, ["demo/hello"]);
        var bytes = InventorySamples.Bytes(builder.Build(written));
        _inventories.Answer = context => context.Response.Body.WriteAsync(bytes).AsTask();
    }
}
