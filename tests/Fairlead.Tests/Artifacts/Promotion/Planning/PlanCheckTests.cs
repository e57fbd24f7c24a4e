using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Demo.Images;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Planning;

public sealed class PlanCheckTests
{
    private static readonly Blob s_a = PlanSamples.BlobOf(1);
    private static readonly Blob s_b = PlanSamples.BlobOf(2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Check_WorldAsItWas_IsTheSamePlan(bool google)
    {
        await using var world = await PlanWorld.StartAsync(google);
        var plan = await PlannedAsync(world);
        var now = await world.CheckAsync(plan);
        now.Edges.ShouldBe(plan.Edges);
        now.Attachments.ShouldBe(plan.Attachments);
        (now.Made, now.Failures.Count).ShouldBe((plan.Made, 0));
    }

    [Fact]
    public async Task Check_HalfDone_IsTheOtherHalf()
    {
        await using var world = await PlanWorld.StartAsync();
        var plan = await PlannedAsync(world);
        PlanWorld.Put(world.One, "prod/app", s_a, "v2");
        PlanWorld.Put(world.One, "prod/app", s_b, Sig);
        var now = await world.CheckAsync(plan);
        Actions(world, now).ShouldBe(["Present ", "Present v1", "Present v2", "Lost v9"]);
        now.Refused.ShouldBeEmpty();
        now.Attachments.ShouldHaveSingleItem().To.Host.ShouldBe(world.Other.Host);
    }

    [Fact]
    public async Task Check_TagsMovedOrGoneSince_AreRefusedWithReasons()
    {
        await using var world = await PlanWorld.StartAsync();
        var plan = await PlannedAsync(world);
        PlanWorld.Put(world.One, "prod/app", PlanSamples.BlobOf(7), "v1", "v2");
        world.One.Content.RemoveManifest("prod/app", s_b.Digest);
        var refused = (await world.CheckAsync(plan)).Refused.ToList();
        refused.Select(edge => $"{edge.Tag} {edge.Reason}").ShouldBe(
        [
            " it was there when the plan was made, and is gone now",
            "v1 the tag has been moved since the plan was made",
            "v2 the tag wasn't there when the plan was made, and names another digest now",
        ]);
        refused.Select(edge => edge.Was).ShouldBe([null, PlanSamples.BlobOf(7).Digest, PlanSamples.BlobOf(7).Digest]);
    }

    [Fact]
    public async Task Check_TagThatIsGone_IsRefused()
    {
        await using var world = await PlanWorld.StartAsync();
        var plan = await PlannedAsync(world);
        world.One.Manners.Fail(RegistryFault.Status("GET", "/tags/list", 404).Always);
        (await world.CheckAsync(plan)).Refused.ShouldContain(edge => edge.Tag == "v1" && edge.Reason == "the tag was there when the plan was made, and is gone now");
    }

    [Fact]
    public async Task Check_DigestThatTheSourceHasLost_IsLost()
    {
        await using var world = await PlanWorld.StartAsync();
        var plan = await PlannedAsync(world);
        world.Source.Content.RemoveManifest("stage/app", s_a.Digest);
        Actions(world, await world.CheckAsync(plan)).ShouldBe(["Present ", "Present v1", "Lost v2", "Lost v9"]);
    }

    [Fact]
    public async Task Check_WhatCantBeRead_IsAFailure()
    {
        await using var world = await PlanWorld.StartAsync();
        var plan = await PlannedAsync(world);
        world.One.Manners.Fail(RegistryFault.Status(null, "/v2/", 403).Always);
        world.Source.Manners.Fail(RegistryFault.Status(null, "/v2/", 403).Always);
        var now = await world.CheckAsync(plan);
        now.Failures.Select(failure => (failure.Repository, failure.Edges)).ShouldBe(
            [($"{world.One.Host}/prod/app", 3L), ($"{world.Source.Host}/stage/app", 2L)], ignoreOrder: true);
        now.Edges.ShouldAllBe(edge => edge.Action == EdgeAction.Lost);
    }

    [Fact]
    public async Task Check_PlanThatWritesIntoASource_PutsNothingThere()
    {
        await using var world = await PlanWorld.StartAsync();
        var plan = await PlannedAsync(world);
        var back = plan.Edges[0] with { From = plan.Edges[0].To, To = plan.Edges[0].From, Action = EdgeAction.Copy };
        var now = await world.CheckAsync(plan with { Edges = [back, .. plan.Edges] });
        now.Edges.ShouldNotContain(edge => edge.To.Host == world.Source.Host);
        now.Failures.ShouldContain(failure => failure.Repository == $"{world.Source.Host}/stage/app" && failure.Message.Contains("nothing is ever put into a source", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_PlanThatAttachesSomethingInASource_PutsNothingThere()
    {
        await using var world = await PlanWorld.StartAsync();
        var plan = await PlannedAsync(world);
        var (from, to) = (plan.Edges[0].To, plan.Edges[0].From);
        var now = await world.CheckAsync(plan with { Attachments = [new PlanAttachment("app", s_a.Digest, Sig, from, to)] });
        now.Attachments.ShouldBeEmpty();
        now.Failures.ShouldContain(failure => failure.Repository == $"{world.Source.Host}/stage/app" && failure.Message.Contains("nothing is ever put into a source", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_PlanThatGivesATagTwoDigests_IsRefused()
    {
        await using var world = await PlanWorld.StartAsync();
        PlanWorld.Put(world.Source, "stage/app", s_b);
        var plan = await PlannedAsync(world);
        var copy = plan.Edges.First(edge => edge is { Action: EdgeAction.Copy, Tag: "v2" });
        var now = await world.CheckAsync(plan with { Edges = [copy, copy with { Digest = s_b.Digest }] });
        now.Refused.Count().ShouldBe(2);
        now.Refused.ShouldAllBe(edge => edge.Reason == "the plan itself gives it two digests");
    }

    [Fact]
    public async Task Check_RepositoriesWithNothingToDo_AreNotRead()
    {
        await using var world = await PlanWorld.StartAsync();
        var plan = await world.PlanAsync(manifests: world.Manifest(PlanSamples.Image("app", (s_a.Digest, ["v1"]))));
        plan.Edges.ShouldAllBe(edge => edge.Action == EdgeAction.Lost);
        world.Forget();
        (await world.CheckAsync(plan)).Edges.ShouldBe(plan.Edges);
        world.All.ShouldAllBe(registry => registry.Seen.Count == 0);
    }

    private static string Sig => $"sha256-{s_a.Digest.Hex}.sig";

    /// <summary>In one of them a tag and a digest are present, a tag is to be copied, and another is lost.</summary>
    private static async Task<PromotionPlan> PlannedAsync(PlanWorld world)
    {
        PlanWorld.Put(world.Source, "stage/app", s_a, "v1");
        PlanWorld.Put(world.Source, "stage/app", PlanSamples.BlobOf(5), Sig);
        PlanWorld.Put(world.One, "prod/app", s_a, "v1");
        PlanWorld.Put(world.One, "prod/app", s_b);
        return await world.PlanAsync(manifests: world.Manifest(PlanSamples.Image("app", (s_a.Digest, ["v1", "v2"]), (s_b.Digest, []), (PlanSamples.BlobOf(9).Digest, ["v9"]))));
    }

    private static IEnumerable<string> Actions(PlanWorld world, PromotionPlan plan) =>
        plan.Edges.Where(edge => edge.To.Host == world.One.Host).Select(edge => $"{edge.Action} {edge.Tag}");
}
