using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Registries;
using Fairlead.Cli;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class SyncLoopTests : IAsyncLifetime
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private readonly ManualTime _time = new();
    private readonly StringWriter _output = new();
    private readonly (TextWriter Out, TextWriter Error) _before = (Console.Out, Console.Error);
    private SyncWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await SyncWorld.StartAsync();
        Console.SetOut(TextWriter.Synchronized(_output));
        Console.SetError(TextWriter.Synchronized(_output));
    }

    public ValueTask DisposeAsync()
    {
        Console.SetOut(_before.Out);
        Console.SetError(_before.Error);
        return _world.DisposeAsync();
    }

    [Fact]
    public async Task RunAsync_Every_RunsAgainAfterFailuresTooAndEndsInTheWait()
    {
        using var stop = new CancellationTokenSource();
        var list = _world.File("images.txt");
        var running = Loop(Plan(new ListFileSource(list, Selection.All))).RunAsync(stop.Token);
        await _time.ArmedAsync(s_hour);
        _output.ToString().ShouldContain("images.txt"); // it is not there
        _world.Held("a").ShouldBeEmpty();

        await File.WriteAllTextAsync(list, $"{_world.Host}/{SyncWorld.Repository}:v1\n", TestContext.Current.CancellationToken);
        _time.Advance(s_hour);
        await _time.ArmedAsync(s_hour);
        _world.Held("a").ShouldBe(_world.Blobs, ignoreOrder: true);
        _output.ToString().ShouldContain("next run at 2026-07-29 14:00:00Z");

        await stop.CancelAsync();
        (await running).ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_Interrupted_Is1AndDoesNoMoreJobs()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var source = new ImageSource(new ImageReference(_world.Host, SyncWorld.Repository, "v1", null), Selection.All);
        var plan = Plan(source);
        (await Loop(plan with { Jobs = [plan.Jobs[0], plan.Jobs[0]], Every = null }).RunAsync(stop.Token)).ShouldBe(1);
        _output.ToString().Split("interrupted; 0 blobs (0 B) were put, and the next run goes on from there").Length.ShouldBe(2);
        _world.Files("a").ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_EveryAndTheConfigurationChanges_NextRunDoesWhatItSaysNow()
    {
        using var stop = new CancellationTokenSource();
        var source = new ImageSource(new ImageReference(_world.Host, SyncWorld.Repository, "v1", null), Selection.All);
        var plans = new Queue<SyncPlan?>([Plan(source, "b"), null]);
        var running = new SyncLoop(Plan(source), plans.Dequeue, _time).RunAsync(stop.Token);
        await _time.ArmedAsync(s_hour);
        (_world.Held("a").Any(), _world.Held("b").Any()).ShouldBe((true, false));

        _time.Advance(s_hour);
        await _time.ArmedAsync(s_hour);
        _world.Held("b").ShouldBe(_world.Blobs, ignoreOrder: true);

        Directory.Delete(_world.File("b/containers"), recursive: true);
        _time.Advance(s_hour); // it is wrong now
        await _time.ArmedAsync(s_hour);
        _output.ToString().ShouldContain("fairlead: this run does what the last good configuration says");
        _world.Held("b").ShouldBe(_world.Blobs, ignoreOrder: true);
        await stop.CancelAsync();
        (await running).ShouldBe(0);
    }

    private SyncLoop Loop(SyncPlan plan) => new(plan, () => plan, _time);

    private SyncPlan Plan(SourceSpec source, string store = "a") => new()
    {
        Jobs = [new SyncJob("", [source], [new SyncDestination(_world.Url(store), SyncDestination.DefaultInventoryKey)])],
        Registries = new RegistryClientOptions { PlainHttp = new HashSet<string> { _world.Host } },
        Sync = new SyncOptions(),
        Every = s_hour,
    };
}
