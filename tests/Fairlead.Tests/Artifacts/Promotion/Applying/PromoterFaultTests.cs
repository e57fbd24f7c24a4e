using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Mirroring.Selecting;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Applying;

public sealed class PromoterFaultTests
{
    private static readonly string s_repository = PromotionWorld.Repository("app");

    [Fact]
    public async Task Apply_DestinationDown_FailsAloneAndIsGivenUp()
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var edges = Enumerable.Range(0, 100).SelectMany(i => world.Edges("app", world.AddImage("app", $"image-{i}"), $"v{i}")).ToList();
        await world.Destinations[0].Server.StopAsync();
        var observer = new RecordingObserver();
        var report = await world.ApplyAsync(PromotionWorld.Plan(edges), observer);
        report.IsInterrupted.ShouldBeFalse();
        var down = PromotionWorld.Root(world.Destinations[0]);
        report.Edges.Where(one => one.Edge.To != down).ShouldAllBe(one => one.State == EdgeState.Copied);
        report.Edges.Where(one => one.Edge.To == down).ShouldAllBe(one => one.State == EdgeState.Failed || one.State == EdgeState.Left);
        report.Edges.ShouldContain(one => one.State == EdgeState.Failed);
        report.Edges.Where(one => one.State == EdgeState.Left).ShouldAllBe(one => one.Message == observer.GaveUp.Single());
        report.Edges.Count(one => one.State == EdgeState.Left).ShouldBeGreaterThan(40);
        report.Destinations.Single(one => one.To == down).Failure.ShouldBe(observer.GaveUp.Single());
        await world.Destinations[0].Server.RestartAsync(TestContext.Current.CancellationToken);
        (await world.ApplyAsync(PromotionWorld.Plan(edges))).IsGood.ShouldBeTrue();
    }

    [Theory]
    [InlineData("POST", "/blobs/uploads/", 429)]
    [InlineData("PUT", "/manifests/", 503)]
    [InlineData("POST", "/blobs/uploads/", 403)]
    [InlineData("PUT", "/blobs/uploads/", 507)]
    [InlineData("HEAD", "/manifests/", 401)]
    public async Task Apply_DestinationThatRefuses_FailsAlone(string method, string path, int status)
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var index = world.AddIndex("app", "amd64", "arm64");
        world.Destinations[0].Manners.Fail(RegistryFault.Status(method, path, status).Always);
        var report = await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", index, "v1")));
        report.Edges.Select(one => one.State).ShouldBe([EdgeState.Failed, EdgeState.Copied]);
        report.Edges[0].Message.ShouldNotBeNull().ShouldContain($" {status}");
        world.Destinations[0].Content.Tags(s_repository).ShouldBeEmpty();
        world.Destinations[0].Server.OpenUploads.ShouldBe(0);
    }

    [Fact]
    public async Task Apply_SourceManifestThatIsNotItsDigest_FailsThatImageAlone()
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var (good, bad) = (world.AddImage("app", "good"), world.AddImage("app", "bad"));
        world.Source.Content.AddManifest($"{PromotionWorld.SourcePath}/app", bad with { Content = good.Content });
        var report = await world.ApplyAsync(PromotionWorld.Plan([.. world.Edges("app", good, "v1"), .. world.Edges("app", bad, "v2")]));
        report.Edges.Select(one => one.State).ShouldBe([EdgeState.Copied, EdgeState.Copied, EdgeState.Failed, EdgeState.Failed]);
        report.Edges[3].Message.ShouldNotBeNull().ShouldContain("and not");
        report.Destinations.ShouldAllBe(one => one.Failure == null);
    }

    [Fact]
    public async Task Apply_SourceBlobThatIsNotItsDigest_IsNeverPut()
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var (good, bad) = (world.AddImage("app", "good"), world.AddImage("app", "bad"));
        var layer = TestManifests.Layer("bad");
        world.Source.Content.AddBlob($"{PromotionWorld.SourcePath}/app", layer with { Content = new byte[layer.Size] });
        var report = await world.ApplyAsync(PromotionWorld.Plan([.. world.Edges("app", good, "v1"), .. world.Edges("app", bad, "v2")]));
        report.Edges.Select(one => one.State).ShouldBe([EdgeState.Copied, EdgeState.Copied, EdgeState.Failed, EdgeState.Failed]);
        foreach (var destination in world.Destinations) destination.Content.FindBlob(s_repository, layer.Digest).ShouldBeNull();
    }

    [Fact]
    public async Task Apply_DigestGoneFromTheSource_FailsThatImageAlone()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var (good, gone) = (world.AddImage("app", "good"), TestManifests.Image("gone"));
        var half = world.Add("app", TestManifests.Index(TestManifests.Descriptor(good), TestManifests.Descriptor(gone)));
        var report = await world.ApplyAsync(PromotionWorld.Plan([.. world.Edges("app", gone, "v1"), .. world.Edges("app", half, "v2"), .. world.Edges("app", good, "v3")]));
        report.Edges.Select(one => one.State).ShouldBe([EdgeState.Failed, EdgeState.Failed, EdgeState.Copied]);
        report.Edges[0].Message.ShouldNotBeNull().ShouldContain("the source hasn't got it");
        report.Edges[1].Message.ShouldNotBeNull().ShouldContain("an index names it");
    }

    [Fact]
    public async Task Apply_IndexesNestedTooDeep_AreRefused()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var manifest = world.AddImage("app", "one");
        for (var i = 0; i < 5; i++) manifest = world.Add("app", TestManifests.Index(TestManifests.Descriptor(manifest)));
        var report = await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", manifest, "v1")));
        report.Edges.ShouldHaveSingleItem().Message.ShouldNotBeNull().ShouldContain("nested deeper than 4 levels");
    }

    [Fact]
    public async Task Apply_UploadThatBreaksOff_IsReadAgain()
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var layer = Blob.Of(OciMediaType.Layer, SeededContent.Of(1, 3 << 20));
        var image = world.Add("app", TestManifests.Image(TestManifests.Config("big"), [TestManifests.Descriptor(layer)]), TestManifests.Config("big"), layer);
        world.Destinations[0].Manners.Fail(new RegistryFault("PUT", "/blobs/uploads/", async (context, _) =>
        {
            await context.Request.Body.ReadAtLeastAsync(new byte[1 << 20], 1 << 20);
            context.Abort();
            return false;
        }));
        var report = await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", image, "v1")));
        report.IsGood.ShouldBeTrue();
        foreach (var destination in world.Destinations) world.ShouldHave(destination, "app", image);
    }

    [Fact]
    public async Task Apply_TokenThatRunsOutInAnUpload_IsReadAgain()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var layer = Blob.Of(OciMediaType.Layer, SeededContent.Of(1, 3 << 20));
        var image = world.Add("app", TestManifests.Image(TestManifests.Config("big"), [TestManifests.Descriptor(layer)]), TestManifests.Config("big"), layer);
        world.Destinations[0].Content.AddBlob(s_repository, TestManifests.Config("big"));
        world.Destinations[0].Manners.Fail(new RegistryFault("PUT", "/blobs/uploads/", async (context, _) =>
        {
            await context.Request.Body.ReadAtLeastAsync(new byte[1 << 20], 1 << 20);
            context.Response.StatusCode = 401;
            return false;
        }));
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", image, "v1")))).IsGood.ShouldBeTrue();
        world.ShouldHave(world.Destinations[0], "app", image);
    }

    [Theory]
    [InlineData(true)] // as a run that is killed there leaves it
    [InlineData(false)]
    public async Task Apply_AnyRequestThatFails_IsMadeGoodByTheNextRun(bool andAllAfterIt)
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var index = world.AddIndex("app", "amd64", "arm64");
        world.AddImage("app", "sbom", subject: TestManifests.Image("amd64"));
        var signature = world.AddImage("app", "signature");
        var tag = $"sha256-{index.Digest.Hex}.sig";
        world.Tag("app", tag, signature);
        var failures = 0;
        for (var (k, left) = (1, 0); left <= 0; k++)
        {
            var destination = await world.RenewAsync();
            destination.Server.HasReferrers = k % 2 == 0;
            var plan = PromotionWorld.Plan(world.Edges("app", index, "v1")) with { Attachments = [world.Attachment("app", signature, tag, destination)] };
            left = k;
            var isHealed = false;
            destination.Manners.Guard(context =>
            {
                var now = Interlocked.Decrement(ref left);
                if (isHealed || now > 0 || (now < 0 && !andAllAfterIt)) return Task.FromResult(true);
                context.Abort();
                return Task.FromResult(false);
            });
            var first = await world.ApplyAsync(plan, attempts: 1);
            if (first.IsGood) (left > 0 || !andAllAfterIt).ShouldBeTrue();
            else failures++;
            // Nothing is there that lacks what belongs to it.
            if (destination.Content.FindManifest(s_repository, index.Digest.ToString()) is not null) ShouldBeWhole();
            if (left > 0) break;

            isHealed = true;
            destination.Manners.Forget();
            var second = await world.ApplyAsync(plan);
            second.IsGood.ShouldBeTrue();
            ShouldBeWhole();
            destination.Content.Tags(s_repository)["v1"].ShouldBe(index.Digest);
            destination.Seen.Where(request => request.Method == "PUT" && !request.Target.Contains("sha256-", StringComparison.Ordinal)).Select(request => request.Target).ShouldBeUnique();

            void ShouldBeWhole()
            {
                world.ShouldHave(destination, "app", index);
                world.ShouldHave(destination, "app", signature);
                world.ShouldHave(destination, "app", TestManifests.Image("sbom", TestManifests.Image("amd64")));
                destination.Content.Tags(s_repository)[tag].ShouldBe(signature.Digest);
            }
        }
        failures.ShouldBeGreaterThan(20);
    }
}
