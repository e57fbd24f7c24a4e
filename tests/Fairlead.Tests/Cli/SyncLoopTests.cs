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
        var running = new SyncLoop(Plan(new ListFileSource(list, Selection.All)), _time).RunAsync(stop.Token);
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
        (await new SyncLoop(plan with { Jobs = [plan.Jobs[0], plan.Jobs[0]], Every = null }, _time).RunAsync(stop.Token)).ShouldBe(1);
        _output.ToString().Split("interrupted; 0 blobs (0 B) were put, and the next run goes on from there").Length.ShouldBe(2);
        _world.Files("a").ShouldBeEmpty();
    }

    private SyncPlan Plan(SourceSpec source) => new()
    {
        Jobs = [new SyncJob("", [source], [new SyncDestination(_world.Url("a"), SyncDestination.DefaultInventoryKey)])],
        Registries = new RegistryClientOptions { PlainHttp = new HashSet<string> { _world.Host } },
        Sync = new SyncOptions(),
        Every = s_hour,
    };
}
