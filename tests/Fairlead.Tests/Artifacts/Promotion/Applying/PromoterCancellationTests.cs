using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Mirroring.Selecting;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Applying;

public sealed class PromoterCancellationTests
{
    [Fact]
    public async Task Apply_Cancelled_TellsWhatWasDoneAndLeavesTheRest()
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var plan = PromotionWorld.Plan(Enumerable.Range(0, 60).SelectMany(i => world.Edges("app", world.AddImage("app", $"image-{i}"), $"v{i}")));
        using var end = new CancellationTokenSource();
        var settled = 0;
        var observer = new RecordingObserver { OnSettled = _ => { if (Interlocked.Increment(ref settled) == 20) end.Cancel(); } };
        var report = await world.ApplyAsync(plan, observer, end.Token);
        report.IsInterrupted.ShouldBeTrue();
        report.IsGood.ShouldBeFalse();
        report.Edges.Select(one => one.Edge).ShouldBe(plan.Edges);
        report.Edges.Count(one => one.State == EdgeState.Copied).ShouldBeInRange(20, 60);
        report.Edges.Where(one => one.State != EdgeState.Copied).ShouldAllBe(one => one.State == EdgeState.Left && one.Message != null);
        foreach (var done in report.Edges.Where(one => one.State == EdgeState.Copied))
            world.Destinations.Single(one => one.Host == done.Edge.To.Host).Content.Tags(PromotionWorld.Repository("app"))[done.Edge.Tag!].ShouldBe(done.Edge.Digest);
        (await world.ApplyAsync(plan)).IsGood.ShouldBeTrue();
    }

    [Fact]
    public async Task Apply_CancelledInAnUpload_GivesItUp()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var (config, layer) = (TestManifests.Config("big"), Blob.Of(OciMediaType.Layer, SeededContent.Of(1, 4 << 20)));
        var image = world.Add("app", TestManifests.Image(config, [TestManifests.Descriptor(layer)]), config, layer);
        world.Destinations[0].Content.AddBlob(PromotionWorld.Repository("app"), config); // so that no other upload is just being begun, and can't be given up
        using var end = new CancellationTokenSource();
        world.Destinations[0].Manners.Fail(new RegistryFault("PUT", "/blobs/uploads/", async (context, _) =>
        {
            await end.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            return false;
        }).Always);
        // By the real clock: a hurried one would leave the registry no time to forget the upload.
        var report = await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", image, "v1")), cancel: end.Token, time: TimeProvider.System);
        report.IsInterrupted.ShouldBeTrue();
        report.Edges.ShouldAllBe(one => one.State == EdgeState.Left);
        world.Destinations[0].Server.OpenUploads.ShouldBe(0);
    }

    [Fact]
    public async Task Apply_CancelledBefore_AsksNobodyAnything()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var report = await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", world.AddImage("app", "one"), "v1")), cancel: new CancellationToken(canceled: true));
        report.Edges.ShouldHaveSingleItem().State.ShouldBe(EdgeState.Left);
        world.Destinations[0].Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("HEAD", "/manifests/")]
    [InlineData("POST", "/blobs/uploads/")]
    [InlineData("PUT", "/manifests/")]
    public async Task Apply_DestinationThatDoesntAnswer_HoldsNobody(string method, string path)
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var plan = PromotionWorld.Plan(Enumerable.Range(0, 60).SelectMany(i => world.Edges($"app-{i % 3}", world.AddImage($"app-{i % 3}", $"image-{i}"), $"v{i}")));
        var stuck = PromotionWorld.Root(world.Destinations[0]);
        var release = new TaskCompletionSource();
        world.Destinations[0].Manners.Guard(async context =>
        {
            if (context.Request.Method == method && context.Request.Path.Value!.Contains(path, StringComparison.Ordinal)) await release.Task;
            return true;
        });
        // If it held the others, none of them would ever be done.
        var others = 0;
        var observer = new RecordingObserver
        {
            OnSettled = one =>
            {
                if (one.Edge.To != stuck && Interlocked.Increment(ref others) == 60) release.SetResult();
            },
        };
        var report = await world.ApplyAsync(plan, observer, time: new ImpatientTime()).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        report.Edges.Where(one => one.State != EdgeState.Copied).ShouldBeEmpty();
    }
}
