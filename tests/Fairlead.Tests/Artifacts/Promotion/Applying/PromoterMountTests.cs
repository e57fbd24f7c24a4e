using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Tests.Artifacts.Mirroring.Selecting;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Applying;

public sealed class PromoterMountTests
{
    [Fact]
    public async Task Apply_WithinOneRegistry_MountsFromTheSource()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var index = world.AddIndex("app", "amd64", "arm64");
        var plan = PromotionWorld.Plan(world.Edge("app", index, "v1", world.Destinations[0]) with { To = PromotionWorld.Root(world.Source) });
        var before = world.SourceContent();
        using var clients = world.Clients();
        var promoter = new Promoter(clients, new(new SignatureRule(SignatureMode.All)), new HurriedTime());
        var report = await promoter.ApplyAsync(plan, new RecordingObserver(), TestContext.Current.CancellationToken);
        report.IsGood.ShouldBeTrue();
        var outcome = report.Destinations.ShouldHaveSingleItem();
        (outcome.Mounted, outcome.Sent).ShouldBe((4, 0));
        world.ShouldHave(world.Source, "app", index);
        world.Source.Seen.ShouldNotContain(request => request.Method == "GET" && request.Target.Contains("/blobs/", StringComparison.Ordinal));
        world.SourceContent().Where(line => line.StartsWith(PromotionWorld.SourcePath, StringComparison.Ordinal)).ShouldBe(before.Where(line => line.StartsWith(PromotionWorld.SourcePath, StringComparison.Ordinal)));
        world.Source.Seen.ShouldAllBe(request => request.Method == "GET" || request.Method == "HEAD" || request.Target.StartsWith($"/v2/{PromotionWorld.Path}/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TryMount_BlobThatAnotherRepositoryHolds_IsHadFromThere()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var (destination, layer) = (world.Destinations[0], TestManifests.Layer("one"));
        destination.Content.AddBlob("prod/other", layer);
        using var clients = world.Clients();
        var (client, holders) = (clients.Of(destination.Host), new BlobHolders());
        (await holders.TryMountAsync(client, "prod/app", layer.Digest, source: null, TestContext.Current.CancellationToken)).ShouldBeFalse();
        destination.Seen.ShouldBeEmpty();
        holders.Add(layer.Digest, "prod/other");
        (await holders.TryMountAsync(client, "prod/app", layer.Digest, source: null, TestContext.Current.CancellationToken)).ShouldBeTrue();
        destination.Content.FindBlob("prod/app", layer.Digest).ShouldNotBeNull();
    }

    [Fact]
    public async Task Apply_RegistryWithoutMounts_IsNotAskedForEver()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        world.Source.Server.AllowMount = false;
        var to = PromotionWorld.Root(world.Source);
        var edges = Enumerable.Range(0, 60).Select(i => new PlanEdge("app", world.AddImage("app", $"image-{i}").Digest, $"v{i}", world.From, to, EdgeAction.Copy));
        using var clients = world.Clients();
        var promoter = new Promoter(clients, new(new SignatureRule(SignatureMode.None)), new HurriedTime());
        var report = await promoter.ApplyAsync(PromotionWorld.Plan(edges), new RecordingObserver(), TestContext.Current.CancellationToken);
        report.IsGood.ShouldBeTrue();
        report.Destinations[0].Sent.ShouldBe(120);
        world.Source.Count("POST", "?mount=").ShouldBeInRange(1, 40);
        world.Source.Server.OpenUploads.ShouldBe(0);
    }
}
