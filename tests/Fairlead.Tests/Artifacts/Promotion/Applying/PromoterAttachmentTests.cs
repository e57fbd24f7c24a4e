using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Mirroring.Selecting;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Applying;

public sealed class PromoterAttachmentTests
{
    private static readonly string s_repository = PromotionWorld.Repository("app");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Apply_Referrers_GoWithTheirSubjects(bool hasReferrers)
    {
        await using var world = await PromotionWorld.StartAsync(2);
        world.Destinations[0].Server.HasReferrers = hasReferrers;
        var index = world.AddIndex("app", "amd64");
        var sbom = world.AddImage("app", "sbom", subject: TestManifests.Image("amd64"));
        var signature = world.AddImage("app", "signature", subject: sbom);
        var report = await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", index, "v1")));
        report.IsGood.ShouldBeTrue();
        report.Destinations.ShouldAllBe(one => one.Manifests == 4);
        foreach (var destination in world.Destinations)
        {
            world.ShouldHave(destination, "app", sbom);
            world.ShouldHave(destination, "app", signature);
        }
        using var clients = world.Clients();
        foreach (var destination in world.Destinations)
        {
            foreach (var (subject, referrer) in new[] { (TestManifests.Image("amd64"), sbom), (sbom, signature) })
            {
                var listed = await clients.Of(destination.Host).ListReferrersAsync(s_repository, subject.Digest, TestContext.Current.CancellationToken);
                listed.Select(one => one.Digest).ShouldBe([referrer.Digest]);
            }
        }
        // What is attached is there before what it is attached to.
        Puts(world.Destinations[1]).ShouldBe([signature.Digest.ToString(), sbom.Digest.ToString(), TestManifests.Image("amd64").Digest.ToString(), index.Digest.ToString(), "v1"]);
    }

    [Fact]
    public async Task Apply_ReferrersOfASourceWithoutTheApi_AreFoundByTheFallbackTag()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        world.Source.Server.HasReferrers = false;
        var image = world.AddImage("app", "one");
        var sbom = world.AddImage("app", "sbom", subject: image);
        var list = world.Add("app", TestManifests.Index(TestManifests.Descriptor(sbom)));
        world.Tag("app", $"sha256-{image.Digest.Hex}", list);
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", image, "v1")))).IsGood.ShouldBeTrue();
        world.ShouldHave(world.Destinations[0], "app", sbom);
    }

    [Fact]
    public async Task Apply_CosignTagsOfChildren_GoWithThem()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var index = world.AddIndex("app", "amd64", "arm64");
        var signature = world.AddImage("app", "signature");
        var tag = $"sha256-{TestManifests.Image("arm64").Digest.Hex}.sig";
        world.Tag("app", tag, signature);
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", index, "v1")))).IsGood.ShouldBeTrue();
        world.ShouldHave(world.Destinations[0], "app", signature);
        world.Destinations[0].Content.Tags(s_repository)[tag].ShouldBe(signature.Digest);
        Puts(world.Destinations[0]).ShouldBe(
            [TestManifests.Image("amd64").Digest.ToString(), signature.Digest.ToString(), tag, TestManifests.Image("arm64").Digest.ToString(), index.Digest.ToString(), "v1"]);
    }

    [Fact]
    public async Task Apply_SignaturesForNobody_LeavesThemOut()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        world.Signatures = SignatureMode.None;
        var image = world.AddImage("app", "one");
        world.AddImage("app", "sbom", subject: image);
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", image, "v1")))).IsGood.ShouldBeTrue();
        Puts(world.Destinations[0]).ShouldBe([image.Digest.ToString(), "v1"]);
        world.Source.Count("GET", "/referrers/").ShouldBe(0);
    }

    [Fact]
    public async Task Apply_AttachmentsOfThePlan_AreThereBeforeTheirSubject()
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var (index, signature) = (world.AddIndex("app", "amd64"), world.AddImage("app", "signature"));
        var tag = $"sha256-{index.Digest.Hex}.sig";
        world.Tag("app", tag, signature);
        var plan = PromotionWorld.Plan(world.Edges("app", index, "v1")) with { Attachments = [.. world.Destinations.Select(to => world.Attachment("app", signature, tag, to))] };
        var observer = new RecordingObserver();
        var report = await world.ApplyAsync(plan, observer);
        report.IsGood.ShouldBeTrue();
        report.Attachments.Select(one => one.Attachment).ShouldBe(plan.Attachments);
        report.Attachments.ShouldAllBe(one => one.State == EdgeState.Copied);
        observer.Attachments.ShouldBe(report.Attachments, ignoreOrder: true);
        foreach (var destination in world.Destinations)
            Puts(destination).ShouldBe([TestManifests.Image("amd64").Digest.ToString(), signature.Digest.ToString(), tag, index.Digest.ToString(), "v1"]);
    }

    [Fact]
    public async Task Apply_AttachmentOfWhatNeedsNoCopy_IsCopiedToo()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var (image, signature) = (world.AddImage("app", "one"), world.AddImage("app", "signature"));
        var tag = $"sha256-{image.Digest.Hex}.att";
        world.Tag("app", tag, signature);
        var plan = PromotionWorld.Plan() with { Attachments = [world.Attachment("app", signature, tag, world.Destinations[0])] };
        var report = await world.ApplyAsync(plan);
        report.Attachments.ShouldHaveSingleItem().State.ShouldBe(EdgeState.Copied);
        world.ShouldHave(world.Destinations[0], "app", signature);
        world.Destinations[0].Content.Tags(s_repository)[tag].ShouldBe(signature.Digest);
        (await world.ApplyAsync(plan)).Attachments.ShouldHaveSingleItem().State.ShouldBe(EdgeState.Present);
    }

    [Fact]
    public async Task Apply_AttachedTagWithAnotherDigest_IsLeftAlone()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var (image, ours, theirs) = (world.AddImage("app", "one"), world.AddImage("app", "ours"), TestManifests.Image("theirs"));
        var tag = $"sha256-{image.Digest.Hex}.sig";
        world.Tag("app", tag, ours);
        world.Destinations[0].Content.AddManifest(s_repository, theirs);
        world.Destinations[0].Content.Tag(s_repository, tag, theirs.Digest);
        var plan = PromotionWorld.Plan(world.Edges("app", image, "v1")) with { Attachments = [world.Attachment("app", ours, tag, world.Destinations[0])] };
        var report = await world.ApplyAsync(plan);
        report.IsGood.ShouldBeTrue();
        report.Attachments.ShouldHaveSingleItem().State.ShouldBe(EdgeState.Present);
        world.Destinations[0].Content.Tags(s_repository)[tag].ShouldBe(theirs.Digest);
    }

    [Fact]
    public async Task Apply_AttachmentThatFails_KeepsItsSubjectBack()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var (image, other, signature) = (world.AddImage("app", "one"), world.AddImage("app", "other"), world.AddImage("app", "signature"));
        var tag = $"sha256-{image.Digest.Hex}.sig";
        world.Source.Content.RemoveBlob($"{PromotionWorld.SourcePath}/app", TestManifests.Layer("signature").Digest);
        var plan = PromotionWorld.Plan([.. world.Edges("app", image, "v1"), .. world.Edges("app", other, "v2")]) with { Attachments = [world.Attachment("app", signature, tag, world.Destinations[0])] };
        var report = await world.ApplyAsync(plan);
        report.Attachments.ShouldHaveSingleItem().State.ShouldBe(EdgeState.Failed);
        report.Edges.Select(one => one.State).ShouldBe([EdgeState.Failed, EdgeState.Copied]);
        report.Edges[0].Message.ShouldNotBeNull().ShouldContain("it would lack what is attached to it");
        world.Destinations[0].Content.FindManifest(s_repository, image.Digest.ToString()).ShouldBeNull();
    }

    [Fact]
    public async Task Apply_TagOfThePlanThatAttachesNothing_IsRefused()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var image = world.AddImage("app", "one");
        var plan = PromotionWorld.Plan() with { Attachments = [world.Attachment("app", image, "latest", world.Destinations[0])] };
        var report = await world.ApplyAsync(plan);
        report.Attachments.ShouldHaveSingleItem().State.ShouldBe(EdgeState.Failed);
        world.Destinations[0].Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_ReferrerThatIsThereButNotListed_IsListed()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var destination = world.Destinations[0];
        destination.Server.HasReferrers = false;
        var image = world.AddImage("app", "one");
        var sbom = world.AddImage("app", "sbom", subject: image);
        destination.Content.AddManifest(s_repository, sbom); // by a run that was killed between this and the list
        foreach (var blob in new[] { TestManifests.Config("sbom"), TestManifests.Layer("sbom") }) destination.Content.AddBlob(s_repository, blob);
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", image, "v1")))).IsGood.ShouldBeTrue();
        using var clients = world.Clients();
        var listed = await clients.Of(destination.Host).ListReferrersAsync(s_repository, image.Digest, TestContext.Current.CancellationToken);
        listed.Select(one => one.Digest).ShouldBe([sbom.Digest]);
    }

    [Fact]
    public async Task Apply_ReferrerThatIsGone_IsNobodysLoss()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        world.Source.Server.HasReferrers = false;
        var image = world.AddImage("app", "one");
        world.Tag("app", $"sha256-{image.Digest.Hex}", world.Add("app", TestManifests.Index(TestManifests.Descriptor(TestManifests.Image("gone")))));
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", image, "v1")))).IsGood.ShouldBeTrue();
    }

    [Fact]
    public async Task Apply_ListOfReferrersThatNamesOneThatIsGone_HoldsNothingElseBack()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        world.Source.Server.HasReferrers = false;
        var image = world.AddImage("app", "one");
        var tag = $"sha256-{image.Digest.Hex}";
        var list = world.Add("app", TestManifests.Index(TestManifests.Descriptor(TestManifests.Image("gone"))));
        world.Tag("app", tag, list);
        var plan = PromotionWorld.Plan(world.Edges("app", image, "v1")) with { Attachments = [world.Attachment("app", list, tag, world.Destinations[0])] };
        var report = await world.ApplyAsync(plan);
        report.Edges.ShouldHaveSingleItem().State.ShouldBe(EdgeState.Copied);
        report.Attachments.ShouldHaveSingleItem().State.ShouldBe(EdgeState.Failed);
    }

    [Fact]
    public async Task Apply_AttachedTagThatManifestsPromote_IsWhatTheySay()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var (index, ours, later) = (world.AddIndex("app", "amd64", "arm64"), TestManifests.Image("lost"), world.AddImage("app", "later"));
        var tag = $"sha256-{TestManifests.Image("arm64").Digest.Hex}.sig";
        world.Tag("app", tag, later);
        var plan = PromotionWorld.Plan([.. world.Edges("app", index, "v1"), world.Edge("app", ours, tag, world.Destinations[0], EdgeAction.Lost)]);
        (await world.ApplyAsync(plan)).IsGood.ShouldBeTrue();
        world.ShouldHave(world.Destinations[0], "app", index);
        world.Destinations[0].Content.Tags(s_repository).Keys.ShouldNotContain(tag);
    }

    [Fact]
    public async Task Apply_TagThatAttachesAnImageToAPartOfItself_IsPassedOver()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var index = world.AddIndex("app", "amd64", "arm64");
        world.Tag("app", $"sha256-{TestManifests.Image("amd64").Digest.Hex}.sig", index);
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", index, "v1")))).IsGood.ShouldBeTrue();
        Puts(world.Destinations[0]).ShouldBe([TestManifests.Image("amd64").Digest.ToString(), TestManifests.Image("arm64").Digest.ToString(), index.Digest.ToString(), "v1"]);
    }

    private static List<string> Puts(FakeRegistry destination) =>
        [.. destination.Seen.Where(request => request.Method == "PUT" && request.Target.Contains("/manifests/", StringComparison.Ordinal)).Select(request => request.Target.Split('/')[^1])];
}
