using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Demo.Images;
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
        var promoter = new Fairlead.Artifacts.Promotion.Applying.Promoter(clients, new(new SignatureRule(SignatureMode.All)), new HurriedTime());
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
    public async Task Apply_BlobOfAnotherImage_IsMountedFromThere()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var (one, two) = (world.AddImage("one", "same"), world.Add("two", TestManifests.Index(TestManifests.Descriptor(world.AddImage("two", "same")))));
        await world.ApplyAsync(PromotionWorld.Plan(world.Edges("one", one, "v1")));
        // A run of its own has to see it there first: one image after the other.
        var roots = Enumerable.Range(0, 17).Select(i => world.AddImage("one", $"more-{i}")).ToList();
        var edges = roots.SelectMany(root => world.Edges("one", root, null)).Concat(world.Edges("one", one, "v2"));
        var report = await world.ApplyAsync(PromotionWorld.Plan(edges));
        report.IsGood.ShouldBeTrue();
        report = await world.ApplyAsync(PromotionWorld.Plan(world.Edges("two", two, "v1")));
        report.IsGood.ShouldBeTrue();
        world.ShouldHave(world.Destinations[0], "two", two);
    }

    [Fact]
    public async Task Apply_RegistryWithoutMounts_IsNotAskedForEver()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        world.Source.Server.AllowMount = false;
        var to = PromotionWorld.Root(world.Source);
        var edges = Enumerable.Range(0, 60).Select(i => new PlanEdge("app", world.AddImage("app", $"image-{i}").Digest, $"v{i}", world.From, to, EdgeAction.Copy));
        using var clients = world.Clients();
        var promoter = new Fairlead.Artifacts.Promotion.Applying.Promoter(clients, new(new SignatureRule(SignatureMode.None)), new HurriedTime());
        var report = await promoter.ApplyAsync(PromotionWorld.Plan(edges), new RecordingObserver(), TestContext.Current.CancellationToken);
        report.IsGood.ShouldBeTrue();
        report.Destinations[0].Sent.ShouldBe(120);
        world.Source.Count("POST", "?mount=").ShouldBeInRange(1, 40);
        world.Source.Server.OpenUploads.ShouldBe(0);
    }
}
