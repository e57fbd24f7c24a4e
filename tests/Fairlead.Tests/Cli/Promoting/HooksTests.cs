using System.Text.Json;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class HooksTests : IAsyncLifetime
{
    private PromoteWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await PromoteWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task BeforeCopy_Exits0_HasGotThePlanBeforeAnythingWasCopied()
    {
        var seen = _world.File("seen");
        var run = await _world.ProgramAsync("images", "--manifests", _world.Manifests, "--confirm", "--before-copy", $"cat > '{seen}'; echo said; echo loudly >&2; ls '{_world.Records}' 2>/dev/null || true");
        (run.ExitCode, run.Error).ShouldBe((0, "said\nloudly\n")); // and no record yet
        run.Output.ShouldNotContain("said");
        JsonDocument.Parse(await File.ReadAllTextAsync(seen, TestContext.Current.CancellationToken)).RootElement.GetProperty("edges").GetArrayLength().ShouldBe(2);
        _world.IsPromoted.ShouldBeTrue();
        _world.Record().GetProperty("hook").GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task BeforeCopy_ExitsWithAnythingElse_VetoesAndThatIsRecorded()
    {
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm", "--before-copy", "exit 7");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBe("fairlead: vetoed: --before-copy exited with 7; nothing was copied\n");
        _world.Writes.ShouldBe(0);
        var record = _world.Record();
        (record.GetProperty("state").GetString(), record.GetProperty("hook").GetProperty("exitCode").GetInt32(), record.GetProperty("exitCode").GetInt32()).ShouldBe(("vetoed", 7, 1));
        record.ToString().ShouldNotContain("exit 7"); // its command may have a credential in it
    }

    [Fact]
    public async Task BeforeCopy_WithoutConfirm_IsNotAsked()
    {
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--before-copy", $"touch '{_world.File("asked")}'");
        run.ExitCode.ShouldBe(0);
        File.Exists(_world.File("asked")).ShouldBeFalse();
    }

    [Fact]
    public async Task Record_CantBeWritten_Is1AndCopiesNothing()
    {
        await File.WriteAllTextAsync(_world.Records, "a file", TestContext.Current.CancellationToken);
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("fairlead: nothing was copied, since it can't be recorded: ");
        _world.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task Record_CantBeKeptOfARunWithNothingToDo_Is1AndSaysThatThereIsNone()
    {
        (await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm")).ExitCode.ShouldBe(0);
        Directory.Delete(_world.Records, recursive: true);
        await File.WriteAllTextAsync(_world.Records, "", TestContext.Current.CancellationToken);
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldStartWith("fairlead: the run isn't recorded: ");
    }

    [Fact]
    public async Task Record_CantBeCompleted_Is1AndSaysSo()
    {
        // Between the two writes somebody takes the folder away and puts a file there.
        var isDone = 0;
        _world.Asia.Manners.Guard(context =>
        {
            if (context.Request.Method is "GET" or "HEAD" || Interlocked.Exchange(ref isDone, 1) == 1) return Task.FromResult(true);
            Directory.GetFiles(_world.Records).ShouldHaveSingleItem(); // begun before the first copy
            Directory.Delete(_world.Records, recursive: true);
            File.WriteAllText(_world.Records, "");
            return Task.FromResult(true);
        });
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("doesn't say how the run ended: ");
        _world.IsPromoted.ShouldBeTrue();
    }
}
