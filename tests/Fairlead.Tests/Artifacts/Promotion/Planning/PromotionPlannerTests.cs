using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Planning;

public sealed class PromotionPlannerTests
{
    private static readonly Blob s_a = PlanSamples.BlobOf(1);
    private static readonly Blob s_b = PlanSamples.BlobOf(2);
    private static readonly Blob s_signature = PlanSamples.BlobOf(3);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Plan_EachOfTheFiveRules_HasItsAction(bool google)
    {
        await using var world = await PlanWorld.StartAsync(google);
        PlanWorld.Put(world.Source, "stage/app", s_a, "v1");
        foreach (var tag in (string[])["present", "gone"]) PlanWorld.Put(world.One, "prod/app", s_a, tag);
        PlanWorld.Put(world.One, "prod/app", s_b, "moved", "lost-and-moved");
        var lost = PlanSamples.BlobOf(4).Digest;
        var plan = await world.PlanAsync(manifests: world.Manifest(PlanSamples.Image("app", (s_a.Digest, ["present", "moved", "copied"]), (s_b.Digest, []), (lost, ["lost", "lost-and-moved"]))));
        plan.Failures.ShouldBeEmpty();
        plan.Edges.Select(PlanSamples.Show).Where(line => line.Contains(world.One.Host, StringComparison.Ordinal)).ShouldBe(
        [
            $"Present {world.One.Host}/prod/app@{s_b.Digest.Hex[..6]} from {world.Source.Host}/stage",
            $"Copy {world.One.Host}/prod/app:copied@{s_a.Digest.Hex[..6]} from {world.Source.Host}/stage",
            $"Lost {world.One.Host}/prod/app:lost@{lost.Hex[..6]} from {world.Source.Host}/stage",
            $"Lost {world.One.Host}/prod/app:lost-and-moved@{lost.Hex[..6]} from {world.Source.Host}/stage",
            $"TagMove {world.One.Host}/prod/app:moved@{s_a.Digest.Hex[..6]} from {world.Source.Host}/stage was {s_b.Digest.Hex[..6]}",
            $"Present {world.One.Host}/prod/app:present@{s_a.Digest.Hex[..6]} from {world.Source.Host}/stage",
        ]);
        plan.Edges.Where(edge => edge.To.Host == world.Other.Host).Select(edge => edge.Action).Distinct().ShouldBe([EdgeAction.Lost, EdgeAction.Copy], ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Plan_NothingChanged_TakesOneCallARepository(bool google)
    {
        await using var world = await PlanWorld.StartAsync(google);
        foreach (var (registry, root) in new[] { (world.Source, "stage"), (world.One, "prod"), (world.Other, "prod") })
        {
            PlanWorld.Put(registry, root + "/app", s_a, "v1", "latest");
            PlanWorld.Put(registry, root + "/app", s_b);
            PlanWorld.Put(registry, root + "/other", s_a, "v2", "not-promoted");
        }
        var manifest = world.Manifest(PlanSamples.Image("app", (s_a.Digest, ["v1", "latest"]), (s_b.Digest, [])), PlanSamples.Image("other", (s_a.Digest, ["v2"])));
        // The same repositories by another manifest cost nothing more.
        var log = new PlanLog();
        var plan = await world.PlanAsync(observer: log, manifests: [manifest, manifest with { Name = "again" }]);
        plan.Edges.Count.ShouldBe(8);
        plan.Edges.ShouldAllBe(edge => edge.Action == EdgeAction.Present);
        foreach (var registry in world.All) registry.Count("GET", "/tags/list").ShouldBe(2);
        foreach (var registry in (FakeRegistry[])[world.One, world.Other]) registry.Count("HEAD", "/manifests/").ShouldBe(google ? 0 : 4);
        world.Source.Count("HEAD", "/manifests/").ShouldBe(0);
        log.Reads.Select(read => read.Repositories).Order().ShouldBe(Enumerable.Range(1, 6));
        log.Reads.ShouldAllBe(read => read.Of >= read.Repositories);

        world.Forget();
        await world.PlanAsync(new SignatureRule(SignatureMode.None), manifests: manifest);
        world.Source.Seen.ShouldBeEmpty(); // nothing is lacking, and no attachments are wanted
    }

    [Fact]
    public async Task Plan_SourceWithoutDigestsInItsListing_IsAskedForEachOnce()
    {
        await using var world = await PlanWorld.StartAsync(google: false);
        PlanWorld.Put(world.Source, "stage/app", s_a, "v1");
        var manifest = world.Manifest(PlanSamples.Image("app", (s_a.Digest, ["v1", "v2"]), (s_b.Digest, ["v3"])));
        var plan = await world.PlanAsync(manifests: manifest);
        plan.Edges.Count.ShouldBe(6);
        world.Source.Seen.Select(request => request.ToString()).ShouldBe(
            ["GET /v2/stage/app/tags/list", $"HEAD /v2/stage/app/manifests/{s_a.Digest}", $"HEAD /v2/stage/app/manifests/{s_b.Digest}"], ignoreOrder: true);
    }

    [Fact]
    public async Task Plan_ManifestsWithoutATagInARegistryThatListsNone_AreFound()
    {
        await using var world = await PlanWorld.StartAsync(google: false);
        foreach (var (registry, repository) in new[] { (world.Source, "stage/app"), (world.One, "prod/app") })
        {
            PlanWorld.Put(registry, repository, s_a);
            // As docker's registry says it of a repository that holds no tag.
            registry.Manners.Fail(RegistryFault.Status("GET", $"/{repository}/tags/list", 404).Always);
        }
        var plan = await world.PlanAsync(manifests: world.Manifest(PlanSamples.Image("app", (s_a.Digest, []))));
        plan.Edges.Select(edge => (edge.To.Host, edge.Action)).ShouldBe([(world.One.Host, EdgeAction.Present), (world.Other.Host, EdgeAction.Copy)], ignoreOrder: true);
    }

    [Fact]
    public async Task Plan_OneTagWithTwoDigests_IsRefusedWithBothPlaces()
    {
        await using var world = await PlanWorld.StartAsync();
        PlanWorld.Put(world.Source, "stage/team/app", s_a, "v1");
        PlanWorld.Put(world.Source, "stage/team/app", s_b, "v2");
        await world.One.Server.StopAsync(); // it is the manifests' own fault, whether or not the registry answers
        var one = PlanSamples.Manifest("one", $"{world.Source.Host}/stage", [$"{world.One.Host}/prod"], PlanSamples.Image("team/app", (s_a.Digest, ["v1", "fine"])));
        var two = PlanSamples.Manifest("two", $"{world.Source.Host}/stage/team", [$"{world.One.Host}/prod/team"], PlanSamples.Image("app", (s_b.Digest, ["v1"])));
        var plan = await world.PlanAsync(manifests: [one, two]);
        plan.Edges.Select(edge => (edge.Action, edge.Digest)).ShouldBe([(EdgeAction.TagMove, s_a.Digest), (EdgeAction.TagMove, s_b.Digest)]);
        plan.Edges.ShouldAllBe(edge => edge.Reason == $"the manifests give '{world.One.Host}/prod/team/app:v1' two digests: {s_a.Digest} (images/team/app.yaml:1:3) and {s_b.Digest} (images/app.yaml:1:3)");
        plan.Failures.ShouldHaveSingleItem().Edges.ShouldBe(1);
    }

    [Fact]
    public async Task Plan_SameFromTwoSources_ComesFromTheFirstThatHasIt()
    {
        await using var world = await PlanWorld.StartAsync();
        PlanWorld.Put(world.Source, "two/app", s_a, "v1");
        var image = PlanSamples.Image("app", (s_a.Digest, ["v1"]), (s_b.Digest, ["v2"]));
        var manifests = new[] { "one", "two", "three" }.Select(root => PlanSamples.Manifest(root, $"{world.Source.Host}/{root}", [$"{world.One.Host}/prod"], image)).ToArray();
        var plan = await world.PlanAsync(manifests: manifests);
        plan.Edges.Select(edge => (edge.Tag, edge.Action, edge.From.Path)).ShouldBe([("v1", EdgeAction.Copy, "two"), ("v2", EdgeAction.Lost, "one")]);
    }

    [Fact]
    public async Task Plan_DestinationThatIsASourceElsewhere_GetsNothing()
    {
        await using var world = await PlanWorld.StartAsync();
        PlanWorld.Put(world.Source, "stage/app", s_a, "v1");
        var there = PlanSamples.Manifest("there", $"{world.Source.Host}/stage", [$"{world.One.Host}/prod"], PlanSamples.Image("app", (s_a.Digest, ["v1"])));
        var back = PlanSamples.Manifest("back", $"{world.One.Host}/prod", [$"{world.Source.Host}/stage"], PlanSamples.Image("app", (s_b.Digest, ["v2"])));
        var plan = await world.PlanAsync(manifests: [there, back]);
        plan.Edges.ShouldBeEmpty();
        plan.Failures.Select(failure => failure.Repository).ShouldBe([$"{world.Source.Host}/stage/app", $"{world.One.Host}/prod/app"], ignoreOrder: true);
        plan.Failures.ShouldAllBe(failure => failure.Edges == 1 && failure.Message.Contains("nothing is ever put into a source (images/app.yaml:1:3)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_AttachmentsOfWhatIsPromoted_GoToWhoeverLacksThem()
    {
        await using var world = await PlanWorld.StartAsync();
        string[] signed = [Sig(s_a.Digest), $"sha256-{s_a.Digest.Hex}.att", Sig(s_b.Digest), Sig(PlanSamples.BlobOf(9).Digest)];
        PlanWorld.Put(world.Source, "stage/app", s_a, "v1");
        PlanWorld.Put(world.Source, "stage/app", s_signature, [.. signed, "sha256-none.sig"]);
        PlanWorld.Put(world.One, "prod/app", s_b); // a child of something: its signature goes there too
        PlanWorld.Put(world.Other, "prod/app", s_a, Sig(s_a.Digest)); // another one than the source's, and left as it is
        var manifest = world.Manifest(PlanSamples.Image("app", (s_a.Digest, ["v1"])));
        var plan = await world.PlanAsync(manifests: manifest);
        plan.Attachments.Where(one => one.To.Host == world.One.Host).Select(one => one.Tag).ShouldBe([signed[1], signed[0], signed[2]], ignoreOrder: true);
        plan.Attachments.Where(one => one.To.Host == world.Other.Host).Select(one => one.Tag).ShouldBe([signed[1]]);
        plan.Attachments.ShouldAllBe(one => one.Digest == s_signature.Digest);

        (await world.PlanAsync(new SignatureRule(SignatureMode.None), manifests: manifest)).Attachments.ShouldBeEmpty();
        (await world.PlanAsync(new SignatureRule(SignatureMode.Canonical, world.Other.Host), manifests: manifest)).Attachments.ShouldHaveSingleItem().To.Host.ShouldBe(world.Other.Host);

        var listed = manifest with { Images = [PlanSamples.Image("app", (s_a.Digest, ["v1"]), (s_signature.Digest, [signed[0]]))] };
        (await world.PlanAsync(manifests: listed)).Attachments.ShouldNotContain(one => one.Tag == signed[0] && one.To.Host == world.One.Host); // an edge
    }

    [Fact]
    public async Task Plan_AttachmentsWhereDigestsAreNotListed_TakeOneHeadEachAndPlan()
    {
        await using var world = await PlanWorld.StartAsync(google: false);
        PlanWorld.Put(world.Source, "stage/app", s_a, "v1");
        PlanWorld.Put(world.Source, "stage/app", s_signature, Sig(s_a.Digest), Sig(s_b.Digest));
        var plan = await world.PlanAsync(manifests: world.Manifest(PlanSamples.Image("app", (s_a.Digest, ["v1"]))));
        plan.Attachments.Select(one => (one.Tag, one.Digest)).ShouldBe([(Sig(s_a.Digest), s_signature.Digest), (Sig(s_a.Digest), s_signature.Digest)]);
        world.Source.Count("HEAD", ".sig").ShouldBe(1);
    }

    private static string Sig(Digest digest) => $"sha256-{digest.Hex}.sig";
}
