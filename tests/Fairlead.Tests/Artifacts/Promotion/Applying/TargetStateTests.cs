using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Registries;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Applying;

public sealed class TargetStateTests
{
    [Fact]
    public async Task GoAlone_UntilAllIsDone_IsAlone()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        using var clients = world.Clients();
        var target = TargetOf(world, clients);
        var (late, next) = (new TaskCompletionSource(), new TaskCompletionSource());
        target.GoAlone(late.Task);
        target.DoAlone(() => next.Task);
        late.SetResult();
        target.IsAlone.ShouldBeTrue();
        next.SetResult();
        await target.Lane;
        target.IsAlone.ShouldBeFalse();
    }

    [Fact]
    public async Task DoAlone_WhoKeepsNobodyWaiting_IsNotAlone()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        using var clients = world.Clients();
        var target = TargetOf(world, clients);
        var next = new TaskCompletionSource();
        target.DoAlone(() => next.Task);
        target.IsAlone.ShouldBeFalse();
        next.SetResult();
        await target.Lane;
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(403, false)]
    [InlineData(503, false)]
    public async Task Course_DestinationThatRefuses_IsNotSound(int status, bool isSound)
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var image = world.AddImage("app", "one");
        if (status != 200) world.Destinations[0].Manners.Fail(RegistryFault.Status("HEAD", "/manifests/", status).Always);
        using var clients = world.Clients();
        var (outcomes, target) = (new Outcomes(PromotionWorld.Plan(world.Edges("app", image, "v1")), new RecordingObserver()), TargetOf(world, clients));
        var manifests = new SourceManifests(new SourceImage(clients.Of(world.Source.Host), $"{PromotionWorld.SourcePath}/app"), new ManifestShelf());
        var repository = new TargetRepository(target, manifests, PromotionWorld.Repository("app"));
        var root = new RootWork(image.Digest);
        root.Edges.Add(0);
        var course = new Course(repository, [new RootCourse(root, outcomes, manifests, repository, withAttached: false)], new HurriedTime());
        await course.PrepareAsync(TestContext.Current.CancellationToken);
        course.IsSound.ShouldBe(isSound);
    }

    private static TargetState TargetOf(PromotionWorld world, RegistryClients clients) =>
        new(PromotionWorld.Root(world.Destinations[0]), new TargetHost(clients.Of(world.Destinations[0].Host)), new RecordingObserver(), TimeProvider.System);
}
