using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class PlanFilesTests : IAsyncLifetime
{
    private PromoteWorld _world = null!;

    private CancellationToken Cancel { get; } = TestContext.Current.CancellationToken;

    private string Plan => _world.File("plan.json");

    public async ValueTask InitializeAsync()
    {
        _world = await PromoteWorld.StartAsync();
        (await _world.RunAsync("plan", "--manifests", _world.Manifests, "--plan-out", Plan)).ExitCode.ShouldBe(0);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task PlanOut_ThatIsApplied_CopiesAsItSays()
    {
        var run = await _world.RunAsync("images", "--plan", Plan, "--confirm");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        _world.IsPromoted.ShouldBeTrue();
        var file = _world.Record().GetProperty("files")[0];
        (file.GetProperty("path").GetString(), file.GetProperty("sha256").GetString()).ShouldBe((Plan, Digest.Of(await File.ReadAllBytesAsync(Plan, Cancel)).Hex));
        // And once more: what it did itself is no change of the world.
        (await _world.RunAsync("images", "--plan", Plan, "--manifests", _world.Manifests, "--confirm")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Plan_TagWasMovedSince_IsRefused()
    {
        var other = _world.AddImage(_world.Asia, "prod/app", "other");
        _world.Asia.Content.Tag("prod/app", "v1", other.Digest);
        var run = await _world.RunAsync("images", "--plan", Plan, "--confirm");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("fairlead: refused: ");
        _world.Writes.ShouldBe(0);
        (await _world.RunAsync("plan", "--plan", Plan)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Plan_OfOtherManifests_IsRefusedBeforeAnythingIsRead()
    {
        _world.Write("- name: app\n  dmap: {}\n");
        _world.Asia.Manners.Forget();
        var run = await _world.RunAsync("images", "--plan", Plan, "--manifests", _world.Manifests, "--confirm");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain($"fairlead: the manifests don't ask for {_world.Asia.Host}/prod/app:v1 as {_world.App.Digest} from {_world.Staging.Host}/staging\n");
        run.Error.ShouldEndWith("fairlead: refused: the plan is not one of these manifests; make a new one with --plan-out\n");
        _world.Asia.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task PlanOut_CantBeWritten_Is1AndCopiesNothing()
    {
        var output = $"{Plan}.d/plan.json";
        Directory.CreateDirectory($"{Plan}.d");
        // Its folder goes away while the plan is made.
        _world.Asia.Manners.Guard(_ =>
        {
            if (Directory.Exists($"{Plan}.d")) Directory.Delete($"{Plan}.d");
            return Task.FromResult(true);
        });
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm", "--plan-out", output);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain($"{output} can't be written, and nothing was copied: there is no folder {Plan}.d\n");
        _world.Writes.ShouldBe(0);
    }

    [Theory]
    [InlineData("none/plan.json", "there is no folder ")]
    [InlineData(".", "is a folder: name a file in it")]
    public async Task PlanOut_NoPlaceForAFile_Is2BeforeAnyRegistryIsAsked(string name, string why)
    {
        _world.Asia.Manners.Forget();
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--plan-out", _world.File(name));
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith("fairlead: --plan-out: ");
        run.Error.ShouldContain(why);
        _world.Asia.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task PlanOut_LostEdges_AreWrittenToo()
    {
        _world.WriteLost();
        (await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm", "--plan-out", Plan)).ExitCode.ShouldBe(1);
        await using var file = File.OpenRead(Plan);
        (await PlanFile.ReadAsync(file, Cancel)).Lost.Count().ShouldBe(2);
    }
}
