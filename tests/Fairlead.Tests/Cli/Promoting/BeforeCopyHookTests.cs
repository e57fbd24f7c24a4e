using Fairlead.Artifacts.Promotion.Recording;
using Fairlead.Cli.Promoting;
using Fairlead.Tests.Support;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class BeforeCopyHookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-hook-").FullName;
    private readonly StringWriter _error = new();
    private readonly TextWriter _before = Console.Error;

    public BeforeCopyHookTests() => Console.SetError(TextWriter.Synchronized(_error));

    private CancellationToken Cancel { get; } = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Console.SetError(_before);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task RunAsync_ExitsWith0_HasGotAllOfThePlan()
    {
        var plan = new byte[3_000_000];
        (await RunAsync($"wc -c > '{_folder}/seen'", plan)).ShouldBe(new RecordedHook(true, 0));
        File.ReadAllText(Path.Combine(_folder, "seen")).Trim().ShouldBe("3000000");
        _error.ToString().ShouldBe("");
    }

    [Theory]
    [InlineData("exit 3", 3, "exited with 3")]
    [InlineData("cat >/dev/null; false", 1, "exited with 1")]
    [InlineData("kill -9 $$", 137, "was ended by signal 9")]
    [InlineData("no-such-command-at-all 2>/dev/null", 127, "exited with 127")]
    public async Task RunAsync_AnythingElse_Vetoes(string command, int code, string said)
    {
        (await RunAsync(command, new byte[3_000_000])).ShouldBe(new RecordedHook(false, code));
        _error.ToString().ShouldBe($"fairlead: vetoed: --before-copy {said}; nothing was copied\n");
    }

    [Fact]
    public async Task RunAsync_DoesNotReadItsInput_IsTakenByItsExitCode() =>
        (await RunAsync("exec <&-; exit 0", new byte[3_000_000])).ShouldBe(new RecordedHook(true, 0));

    [Fact]
    public async Task RunAsync_LeavesAChildThatHoldsThePipe_IsNotWaitedFor()
    {
        // It lives until this test has seen that nobody waits for it.
        var stop = Path.Combine(_folder, "stop");
        var hook = await RunAsync($"exec 3<&0; (while [ ! -e '{stop}' ] && [ -d '{_folder}' ]; do sleep 0.1; done) <&3 & exit 0", new byte[3_000_000]);
        hook.ShouldBe(new RecordedHook(true, 0));
        await File.WriteAllTextAsync(stop, "", Cancel);
    }

    [Fact]
    public async Task RunAsync_PlanThatCantBeWrittenToItsEnd_EndsTheHookAndFails()
    {
        var seen = Path.Combine(_folder, "seen");
        var hook = new BeforeCopyHook($"cat >/dev/null; touch '{seen}'", new HurriedTime());
        await hook.RunAsync(static async (plan, cancel) =>
        {
            await plan.WriteAsync("{\"edges\":["u8.ToArray(), cancel);
            throw new InvalidOperationException("the rest of the plan");
        }, Cancel).ShouldThrowAsync<InvalidOperationException>();
        File.Exists(seen).ShouldBeFalse(); // nothing was decided on half a plan
    }

    [Fact]
    public async Task RunAsync_EndedAndHangsOn_IsKilledAfterAGrace()
    {
        var time = new ManualTime();
        var started = Path.Combine(_folder, "started");
        using var stop = new CancellationTokenSource();
        var running = new BeforeCopyHook($"trap '' INT TERM; echo $$ > '{started}.new'; mv '{started}.new' '{started}'; while :; do sleep 1; done", time).RunAsync(WriterOf([]), stop.Token);
        while (!File.Exists(started)) await Task.Yield();
        var id = int.Parse(await File.ReadAllTextAsync(started, Cancel), System.Globalization.CultureInfo.InvariantCulture);
        await stop.CancelAsync();
        await time.ArmedAsync(TimeSpan.FromSeconds(2));
        running.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<OperationCanceledException>(running);
        await GoneAsync(id);
    }

    private static async Task GoneAsync(int id)
    {
        while (true)
        {
            try
            {
                using var process = System.Diagnostics.Process.GetProcessById(id);
                if (process.HasExited) return;
            }
            catch (ArgumentException)
            {
                return;
            }
            await Task.Yield();
        }
    }

    private Task<RecordedHook> RunAsync(string command, byte[] plan) => new BeforeCopyHook(command, TimeProvider.System).RunAsync(WriterOf(plan), Cancel);

    private static Func<Stream, CancellationToken, Task> WriterOf(byte[] plan) => (stream, cancel) => stream.WriteAsync(plan, cancel).AsTask();
}
