using Fairlead.Demo.Images;
using Fairlead.Demo.Mirrors;
using Fairlead.Formats.Inventories;
using Fairlead.Redirector.Presence;
using Fairlead.Tests.Formats.Inventories;
using Fairlead.Tests.Networks.Feeds;
using Fairlead.Tests.Redirector.Upkeep;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fairlead.Tests.Redirector.Inventories;

/// <summary>Two real mirrors, of which the near one says itself what it holds.</summary>
public sealed class InventoryPresenceTests : IAsyncLifetime
{
    private readonly Blob[] _blobs = [.. Enumerable.Range(0, 5).Select(TwoMirrors.BlobOf)];
    private FeedServer _server = null!;
    private BlobMirror _near = null!;
    private BlobMirror _far = null!;
    private CoreBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FeedServer.StartAsync();
        _near = await BlobMirror.StartAsync(_blobs, cancel: TestContext.Current.CancellationToken);
        _far = await BlobMirror.StartAsync(_blobs, cancel: TestContext.Current.CancellationToken);
        _bench = new CoreBench(Policy());
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _near.DisposeAsync();
        await _far.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Find_InventoryIsYoung_AsksNobodyForAnyBlob()
    {
        await LoadAsync(_blobs[..3]);
        foreach (var blob in _blobs[..3]) (await _bench.HolderAsync(blob.Digest)).ShouldBe("near");
        (await _bench.HolderAsync(_blobs[3].Digest)).ShouldBe("far", "the inventory doesn't name it, though the mirror has it");
        _near.Requests.Total.ShouldBe(0);
        (_bench.Site(0).Counters.ReadInventoryAnswers(true), _bench.Site(0).Counters.ReadInventoryAnswers(false)).ShouldBe((3, 1));
    }

    [Fact]
    public async Task Find_JunkDigests_CostNoHeadAndNoRoomInTheCache()
    {
        await ReloadAsync(Policy(far: true));
        Serve(Of(_blobs));
        await RefreshAsync();
        for (var i = 1000; i < 3000; i++) (await _bench.FindAsync(TwoMirrors.BlobOf(i).Digest)).ShouldBe(new Finding(null, IsUncertain: false));
        (_near.Requests.Total, _far.Requests.Total, _bench.Core.Heads.Cache.Used).ShouldBe((0, 0, 0));
        _bench.Site(0).Counters.Tally().CacheMisses.ShouldBe(0);
    }

    [Fact]
    public async Task Find_InventoryBecomesTooOld_IsByHeadsAgain()
    {
        await LoadAsync(_blobs[..1]);
        _bench.Time.Advance(TimeSpan.FromHours(24));
        (await _bench.HolderAsync(_blobs[0].Digest)).ShouldBe("near");
        _near.Counts.Heads.ShouldBe(0);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await _bench.HolderAsync(_blobs[0].Digest)).ShouldBe("near");
        (await _bench.HolderAsync(_blobs[1].Digest)).ShouldBe("near");
        _near.Counts.Heads.ShouldBe(2);

        await RefreshAsync();
        _bench.Log.Of(LogLevel.Warning).ShouldHaveSingleItem().ShouldContain("before presence.inventoryMaxAge");
        await RefreshAsync();
        _bench.Log.Of(LogLevel.Warning).ShouldHaveSingleItem("it is said once");
        Serve(Of(_blobs[..1]));
        await RefreshAsync();
        (await _bench.HolderAsync(_blobs[1].Digest)).ShouldBe("far");
    }

    [Fact]
    public async Task Find_InventoryWasWrittenLongAgo_IsByHeads()
    {
        Serve(Of(_blobs[..1], _bench.Time.GetUtcNow().AddHours(-25)));
        await RefreshAsync();
        (await _bench.HolderAsync(_blobs[1].Digest)).ShouldBe("near");
        _near.Counts.Heads.ShouldBe(1);
    }

    [Theory]
    [InlineData(299, true)]
    [InlineData(301, false)]
    public async Task Refresh_InventoryOfTimeToCome_IsTakenWithinMinutes(int seconds, bool isTaken)
    {
        Serve(Of(_blobs[..1], _bench.Time.GetUtcNow().AddSeconds(seconds)));
        await RefreshAsync();
        (_bench.Site(0).Inventory!.Last is not null).ShouldBe(isTaken);
        if (!isTaken) _bench.Log.Of(LogLevel.Warning).ShouldHaveSingleItem().ShouldContain("which is to come; set the clock right");
    }

    [Fact]
    public async Task Refresh_WrongInventory_KeepsTheGoodOneAndSaysSoOnce()
    {
        await LoadAsync(_blobs[..1]);
        var good = InventorySamples.Bytes(Of(_blobs));
        _server.Answer = context => context.Response.Body.WriteAsync(good.AsMemory(0, good.Length - 1)).AsTask();
        await RefreshAsync();
        await RefreshAsync();
        _bench.Log.Of(LogLevel.Warning).ShouldHaveSingleItem().ShouldStartWith("near: its inventory is refused: byte ");
        _bench.Site(0).Counters.ReadInventoryFailures(isRefused: true).ShouldBe(2);
        (await _bench.HolderAsync(_blobs[0].Digest)).ShouldBe("near");
        (await _bench.HolderAsync(_blobs[1].Digest)).ShouldBe("far");
        _near.Counts.Heads.ShouldBe(0);

        _server.Status(503);
        await RefreshAsync();
        _bench.Log.Of(LogLevel.Warning)[^1].ShouldBe("near: its inventory can't be had: it answered 503; the last good one stays");
        _bench.Site(0).Counters.ReadInventoryFailures(isRefused: false).ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_NothingNew_IsAskedConditionally()
    {
        Serve(Of(_blobs[..1]), "\"one\"");
        await RefreshAsync();
        await RefreshAsync();
        Serve(Of(_blobs[..2]), "\"two\"");
        await RefreshAsync();
        _server.Asked.ShouldBe(["/near - -", "/near \"one\" -", "/near \"one\" -"]);
        (await _bench.HolderAsync(_blobs[1].Digest)).ShouldBe("near");
        _near.Counts.Heads.ShouldBe(0);
        _bench.Log.Of(LogLevel.Warning).ShouldBeEmpty();
    }

    [Fact]
    public async Task Find_MirrorIsClosed_HealthCountsForMore()
    {
        await LoadAsync(_blobs);
        (await _bench.HolderAsync(_blobs[0].Digest)).ShouldBe("near");
        await _near.StopAsync();
        await _bench.ProbeUntilAsync(() => !_bench.Site(0).Health.IsOpen, TimeSpan.FromSeconds(20));
        (await _bench.FindAsync(_blobs[0].Digest)).ShouldSatisfyAllConditions(
            found => found.Holder!.Mirror.Config.Name.ShouldBe("far"), found => found.IsUncertain.ShouldBeTrue());
    }

    [Fact]
    public async Task Probe_BlobThatTheInventoryNamesIsGone_InventoryIsNotBelievedUntilThereIsANewerOne()
    {
        await LoadAsync(_blobs);
        (await _bench.HolderAsync(_blobs[0].Digest)).ShouldBe("near");
        _near.Remove(_blobs[0].Digest);
        await _bench.ProbeUntilAsync(() => IsDistrusted, TimeSpan.FromSeconds(20));
        IsDistrusted.ShouldBeTrue();

        var asked = _near.Counts.Heads;
        (await _bench.HolderAsync(_blobs[1].Digest)).ShouldBe("near");
        (await _bench.HolderAsync(_blobs[0].Digest)).ShouldBe("far");
        (_near.Counts.Heads - asked).ShouldBeGreaterThanOrEqualTo(1, "HEADs find out again");
        await RefreshAsync();
        (await _bench.HolderAsync(_blobs[0].Digest)).ShouldBe("far", "the same one is no better for coming again");

        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        Serve(Of(_blobs[1..]));
        await RefreshAsync();
        asked = _near.Counts.Heads;
        (await _bench.HolderAsync(_blobs[2].Digest)).ShouldBe("near");
        (await _bench.HolderAsync(_blobs[0].Digest)).ShouldBe("far");
        _near.Counts.Heads.ShouldBe(asked);
    }

    [Fact]
    public async Task Refresh_OlderThanTheOneThatIsThere_NeitherIsBelievedUntilThereIsANewerOne()
    {
        await LoadAsync(_blobs[..1]);
        Serve(Of(_blobs, _bench.Time.GetUtcNow().AddSeconds(-1)));
        await RefreshAsync();
        _bench.Log.Of(LogLevel.Warning).ShouldHaveSingleItem().ShouldEndWith("neither is believed until there is a newer one; HEADs find out what it holds");
        _near.Remove(_blobs[0].Digest);
        (await _bench.HolderAsync(_blobs[0].Digest)).ShouldBe("far", "the older one names it, the newer one too, and it is gone");
        (await _bench.HolderAsync(_blobs[1].Digest)).ShouldBe("near");
        _near.Counts.Heads.ShouldBe(2);

        Serve(Of(_blobs[1..], _bench.Time.GetUtcNow().AddSeconds(1)));
        await RefreshAsync();
        (await _bench.HolderAsync(_blobs[2].Digest)).ShouldBe("near");
        _near.Counts.Heads.ShouldBe(2);
    }

    [Fact]
    public async Task Reload_OtherMirrorOfTheSameName_KnowsNothingOfTheInventory()
    {
        await LoadAsync(_blobs[..1]);
        await ReloadAsync(Policy().Replace(_near.UrlTemplate, _far.UrlTemplate, StringComparison.Ordinal));
        (await _bench.HolderAsync(_blobs[1].Digest)).ShouldBe("near");
        (_near.Requests.Total, _far.Counts.Heads).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Reload_MirrorStays_ItsInventoryStays()
    {
        await LoadAsync(_blobs[..1]);
        var site = _bench.Site(0);
        await ReloadAsync(Policy() + "redirectStatus: 302\n");
        _bench.Site(0).ShouldBeSameAs(site);
        (await _bench.HolderAsync(_blobs[1].Digest)).ShouldBe("far");
        _near.Counts.Heads.ShouldBe(0);

        await ReloadAsync(Policy(near: "/other"));
        (await _bench.HolderAsync(_blobs[1].Digest)).ShouldBe("near", "what another object says is not known yet");
        await ReloadAsync(Policy(near: null));
        _bench.Site(0).Inventory.ShouldBeNull();
        _bench.State.Inventories.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reload_OtherMaxAge_CountsAtOnce()
    {
        await LoadAsync(_blobs[..1]);
        _bench.Time.Advance(TimeSpan.FromHours(2));
        await ReloadAsync(Policy() + "presence: {inventoryMaxAge: 1h}\n");
        (await _bench.HolderAsync(_blobs[1].Digest)).ShouldBe("near");
        _near.Counts.Heads.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_Always_RefreshesAtOnceAndAfterEachInterval()
    {
        await ReloadAsync(Policy() + "presence: {inventoryRefresh: 20m}\n");
        Serve(Of(_blobs[..1]));
        using var stop = new CancellationTokenSource();
        var running = _bench.Core.Inventories.RunAsync(stop.Token);
        var (least, most) = (TimeSpan.FromMinutes(18), TimeSpan.FromMinutes(22));
        await _bench.Time.ArmedAsync(least, most);
        _server.Asked.Count.ShouldBe(1);
        _bench.Site(0).Inventory!.Last!.Count.ShouldBe(1);
        Serve(Of(_blobs[..2]));
        _bench.Time.Advance(most);
        await _bench.Time.ArmedAsync(least, most);
        _server.Asked.Count.ShouldBe(2);
        _bench.Core.Inventories.RefreshNow();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task ExplainAsync_OwnProcess_FetchesWhatItsCandidatesSay()
    {
        Serve(Of(_blobs[..1], _bench.Time.GetUtcNow().AddMinutes(-3)));
        var (explanation, _) = await _bench.Core.ExplainAsync("192.0.2.1", $"/v2/a/blobs/{_blobs[0].Digest}", cancel: TestContext.Current.CancellationToken);
        explanation!.Rule.ShouldBe("mirror");
        explanation.Candidates[0].InventoryAge.ShouldBe(TimeSpan.FromMinutes(3));
        explanation.Candidates[1].InventoryAge.ShouldBeNull();
        explanation.ToText().ShouldContain("present (by its inventory, 180 s old)\n");
        explanation.ToJson().ShouldContain("\"inventoryAgeSeconds\":180}");
        _near.Counts.Heads.ShouldBe(0);
    }

    [Fact]
    public async Task ExplainAsync_AskingNobody_FetchesNothing()
    {
        using var bench = new CoreBench(Policy(), assumePresent: true);
        var (explanation, _) = await bench.Core.ExplainAsync("192.0.2.1", $"/v2/a/blobs/{_blobs[0].Digest}", cancel: TestContext.Current.CancellationToken);
        explanation!.Candidates[0].Presence.ShouldBe("unknown");
        _server.Asked.ShouldBeEmpty();
    }

    private bool IsDistrusted => _bench.Log.Of(LogLevel.Warning).Any(line => line.StartsWith("near lacks a blob that its inventory names", StringComparison.Ordinal));

    private string Policy(string? near = "/near", bool far = false) => $$"""
        upstream: {registry: "https://registry.example.org"}
        providers:
          - name: cloud
            cidrs: [192.0.2.0/24]
            mirrors:
              - {name: near, url: "{{_near.UrlTemplate}}"{{Inventory(near)}}}
              - {name: far, url: "{{_far.UrlTemplate}}"{{Inventory(far ? "/far" : null)}}}
        default: [near, far]

        """;

    private string Inventory(string? path) => path is null ? "" : $", presence: {{inventory: \"{_server.Url(path)}\"}}";

    private async Task ReloadAsync(string policy) => (await _bench.ReloadAsync(policy)).ShouldBeTrue();

    private Task RefreshAsync() => _bench.Core.Inventories.RefreshAsync(TestContext.Current.CancellationToken);

    private Task LoadAsync(Blob[] blobs)
    {
        Serve(Of(blobs));
        return RefreshAsync();
    }

    private Inventory Of(Blob[] blobs, DateTimeOffset? written = null)
    {
        var builder = new InventoryBuilder();
        foreach (var blob in blobs) builder.Add(blob.Digest, blob.Content.Length, ["app"]);
        return builder.Build(written ?? _bench.Time.GetUtcNow());
    }

    private void Serve(Inventory inventory, string? etag = null)
    {
        var bytes = InventorySamples.Bytes(inventory);
        _server.Answer = async context =>
        {
            if (etag is not null) context.Response.Headers.ETag = etag;
            if (etag is not null && context.Request.Headers.IfNoneMatch == etag) context.Response.StatusCode = StatusCodes.Status304NotModified;
            else await context.Response.Body.WriteAsync(bytes);
        };
    }
}
