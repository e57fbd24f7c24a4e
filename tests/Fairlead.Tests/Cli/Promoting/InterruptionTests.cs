using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Promotion.Recording;
using Fairlead.Artifacts.Registries;
using Fairlead.Cli.Promoting;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class InterruptionTests : IAsyncLifetime
{
    private readonly (TextWriter Out, TextWriter Error) _before = (Console.Out, Console.Error);
    private readonly StringWriter _output = new();
    private readonly CancellationTokenSource _stop = new();
    private PromoteWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await PromoteWorld.StartAsync();
        Console.SetOut(TextWriter.Synchronized(_output));
        Console.SetError(TextWriter.Synchronized(_output));
    }

    public ValueTask DisposeAsync()
    {
        Console.SetOut(_before.Out);
        Console.SetError(_before.Error);
        _stop.Dispose();
        return _world.DisposeAsync();
    }

    [Fact]
    public async Task RunAsync_EndedWhilePlanning_CopiesAndRecordsNothing()
    {
        StopAt(_world.Asia, "GET", "/prod/app/");
        (await RunAsync()).ShouldBe(1);
        _output.ToString().ShouldEndWith("fairlead: interrupted; nothing was copied\n");
        _world.Writes.ShouldBe(0);
        Directory.Exists(_world.Records).ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_EndedWhileTheHookRuns_CopiesAndRecordsNothing()
    {
        var fifo = _world.File("fifo");
        var asked = _world.File("asked");
        // It waits for something that never comes, and is ended with the run.
        var running = RunAsync(request => request with { BeforeCopy = $"mkfifo '{fifo}'; touch '{asked}'; read x < '{fifo}'" });
        while (!File.Exists(asked)) await Task.Yield();
        await _stop.CancelAsync();
        (await running).ShouldBe(1);
        _world.Writes.ShouldBe(0);
        Directory.Exists(_world.Records).ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_EndedWhileCopying_IsRecordedAndTheNextRunGoesOn()
    {
        StopAt(_world.Europe, "PUT", "/manifests/v1");
        (await RunAsync(request => request with { Jobs = 1 })).ShouldBe(1);
        _output.ToString().ShouldContain("; the next run goes on from there\n");
        PromoteWorld.TagIn(_world.Europe).ShouldBeNull();
        var record = _world.Record();
        (record.GetProperty("state").GetString(), record.GetProperty("exitCode").GetInt32()).ShouldBe(("interrupted", 1));

        (await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm")).ExitCode.ShouldBe(0);
        _world.IsPromoted.ShouldBeTrue();
    }

    /// <summary>Ends the run when this is asked, which is not answered.</summary>
    private void StopAt(FakeRegistry registry, string method, string pathPart) => registry.Manners.Guard(async context =>
    {
        if (context.Request.Method != method || !context.Request.Path.Value!.Contains(pathPart, StringComparison.Ordinal) || _stop.IsCancellationRequested) return true;
        await _stop.CancelAsync();
        context.Abort();
        return false;
    });

    private Task<int> RunAsync(Func<ImagesRequest, ImagesRequest>? change = null)
    {
        RecordPlace.TryParse(_world.Records + "/", out var records, out _).ShouldBeTrue();
        var request = new ImagesRequest
        {
            Manifests = _world.Manifests,
            Map = NameMap.Empty,
            Signatures = new SignatureRule(SignatureMode.All),
            IsConfirmed = true,
            MayCopy = true,
            Record = records,
            Registries = new RegistryClientOptions { PlainHttp = new HashSet<string> { _world.Staging.Host, _world.Asia.Host, _world.Europe.Host } },
        };
        return new ImagesRun(change?.Invoke(request) ?? request, new HurriedTime()).RunAsync(_stop.Token);
    }
}
