using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Registries;
using Fairlead.Demo.Images;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Planning;

public sealed class PlanFaultTests
{
    private const int Repositories = 100;

    private static readonly Blob s_a = PlanSamples.BlobOf(1);
    private static readonly Blob s_b = PlanSamples.BlobOf(2);

    [Fact]
    public async Task Plan_DestinationThatAnswers429Throughout_IsGivenUpAndTheOthersArePlanned()
    {
        await using var world = await PlanWorld.StartAsync();
        world.One.Manners.Fail(RegistryFault.Status(null, "/v2/", 429, retryAfter: "7").Always);
        var plan = await PlanManyAsync(world);
        ShouldLackOne(world, plan, "429");
        world.One.Seen.Count.ShouldBeLessThan(Repositories * 5 / 2); // those under way are tried five times, the others not at all
    }

    [Fact]
    public async Task Plan_DestinationThatIsDown_IsGivenUpAndTheOthersArePlanned()
    {
        await using var world = await PlanWorld.StartAsync();
        await world.One.Server.StopAsync();
        ShouldLackOne(world, await PlanManyAsync(world), "refused");
    }

    [Fact]
    public async Task Plan_HostThatStumbles_IsNotGivenUp()
    {
        await using var world = await PlanWorld.StartAsync();
        world.One.Manners.Fail([.. Enumerable.Repeat(RegistryFault.Status("GET", "/tags/list", 503), 14)]); // three repositories would take fifteen
        var plan = await PlanManyAsync(world);
        plan.Failures.ShouldBeEmpty();
        plan.Edges.Count.ShouldBe(2 * Repositories);
    }

    [Fact]
    public async Task Plan_RepositoriesThatAreForbidden_FailOneByOne()
    {
        await using var world = await PlanWorld.StartAsync();
        world.One.Manners.Fail(RegistryFault.Status(null, "/prod/r1", 403).Always); // r1, and r10 to r19
        var plan = await PlanManyAsync(world);
        plan.Failures.Count.ShouldBe(11);
        plan.Failures.ShouldAllBe(failure => failure.Message.Contains("403", StringComparison.Ordinal));
        plan.Edges.Count.ShouldBe((2 * Repositories) - 11);
    }

    [Fact]
    public async Task Plan_SourceThatFails_LeavesOutWhatDestinationsLack()
    {
        await using var world = await PlanWorld.StartAsync();
        world.Source.Manners.Fail(RegistryFault.Status(null, "/v2/", 403).Always);
        PlanWorld.Put(world.One, "prod/app", s_a, "v1");
        var log = new PlanLog();
        var plan = await world.PlanAsync(observer: log, manifests: world.Manifest(PlanSamples.Image("app", (s_a.Digest, ["v1", "v2"]), (s_b.Digest, ["v3"]))));
        plan.Edges.ShouldHaveSingleItem().Action.ShouldBe(EdgeAction.Present);
        var failure = plan.Failures.ShouldHaveSingleItem();
        (failure.Repository, failure.Edges).ShouldBe(($"{world.Source.Host}/stage/app", 5));
        failure.Message.ShouldContain("403");
        log.Failures.ShouldBe([failure]);
    }

    [Fact]
    public async Task Plan_FirstOfTwoSourcesThatFails_IsDoneWithoutWhereTheSecondHasIt()
    {
        await using var world = await PlanWorld.StartAsync();
        world.Source.Manners.Fail(RegistryFault.Status(null, "/one/", 403).Always);
        PlanWorld.Put(world.Source, "two/app", s_a, "v1");
        var image = PlanSamples.Image("app", (s_a.Digest, ["v1"]), (s_b.Digest, ["v2"]));
        var plan = await world.PlanAsync(new SignatureRule(SignatureMode.None), manifests:
            [.. new[] { "one", "two" }.Select(root => PlanSamples.Manifest(root, $"{world.Source.Host}/{root}", [$"{world.One.Host}/prod"], image))]);
        plan.Edges.ShouldHaveSingleItem().From.Path.ShouldBe("two");
        plan.Failures.ShouldHaveSingleItem().Edges.ShouldBe(1); // one may have v2
    }

    [Fact]
    public async Task Plan_Ended_Throws()
    {
        await using var world = await PlanWorld.StartAsync();
        using var cancel = new CancellationTokenSource();
        world.One.Manners.Guard(async _ =>
        {
            await cancel.CancelAsync();
            return true;
        });
        using var clients = new RegistryClients(new RegistryClientOptions { PlainHttp = world.All.Select(registry => registry.Host).ToHashSet() }, TimeProvider.System);
        var planner = new PromotionPlanner(clients, new SignatureRule(SignatureMode.All), TimeProvider.System);
        await Should.ThrowAsync<OperationCanceledException>(() => planner.PlanAsync([Many(world)], new PlanLog(), cancel.Token));
    }

    private static async Task<PromotionPlan> PlanManyAsync(PlanWorld world) => await world.PlanAsync(new SignatureRule(SignatureMode.None), manifests: Many(world));

    private static PromotionManifest Many(PlanWorld world)
    {
        for (var i = 0; i < Repositories; i++) PlanWorld.Put(world.Source, $"stage/r{i}", s_a, "v1");
        return world.Manifest([.. Enumerable.Range(0, Repositories).Select(i => PlanSamples.Image($"r{i}", (s_a.Digest, ["v1"])))]);
    }

    private static void ShouldLackOne(PlanWorld world, PromotionPlan plan, string reason)
    {
        plan.Edges.Count.ShouldBe(Repositories);
        plan.Edges.ShouldAllBe(edge => edge.To.Host == world.Other.Host && edge.Action == EdgeAction.Copy);
        plan.Failures.Count.ShouldBe(Repositories);
        plan.Failures.ShouldAllBe(failure => failure.Edges == 1 && failure.Message.Contains(reason, StringComparison.Ordinal));
        plan.Failures.ShouldContain(failure => failure.Message.StartsWith($"{world.One.Host} was given up after 3 failures in a row", StringComparison.Ordinal));
    }
}
