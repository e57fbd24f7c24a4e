using System.Runtime.InteropServices;
using System.Threading.Channels;
using Fairlead.Redirector.Hosting;
using Fairlead.Redirector.Timing;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Upkeep;

public sealed class FileWatchTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-watch-").FullName;
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();
    private Task _running = Task.CompletedTask;

    private string Policy => Path.Combine(_folder, "policy.yaml");

    public ValueTask InitializeAsync()
    {
        File.WriteAllText(Policy, "one");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _running);
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task RunAsync_EditedInPlace_TellsOfItOnce()
    {
        Watch(Policy);
        await File.WriteAllTextAsync(Policy, "two");
        (await NextAsync()).ShouldBe("two");
        await File.WriteAllTextAsync(Policy, "six"); // as long as before
        (await NextAsync()).ShouldBe("six");
        for (var i = 0; i < 3; i++) _time.Advance(TimeSpan.FromSeconds(1)); // nothing has changed
        await ReplaceAsync("ten");
        (await NextAsync()).ShouldBe("ten", "and not the one before again");
    }

    [Fact]
    public async Task RunAsync_ReplacedByRename_TellsOfIt()
    {
        Watch(Policy);
        await ReplaceAsync("two");
        (await NextAsync()).ShouldBe("two");
    }

    [Fact]
    public async Task RunAsync_SymlinkAboveItSwapped_TellsOfIt()
    {
        // As Kubernetes mounts a ConfigMap: policy.yaml -> ..data/policy.yaml, ..data -> ..1, and ..data is replaced by rename.
        File.Delete(Policy);
        foreach (var (folder, content) in ((string, string)[])[("..1", "one"), ("..2", "two")])
        {
            Directory.CreateDirectory(Path.Combine(_folder, folder));
            await File.WriteAllTextAsync(Path.Combine(_folder, folder, "policy.yaml"), content);
        }
        var data = Path.Combine(_folder, "..data");
        Directory.CreateSymbolicLink(data, "..1");
        File.CreateSymbolicLink(Policy, Path.Combine("..data", "policy.yaml"));
        Watch(Policy);

        Directory.CreateSymbolicLink(data + "_tmp", "..2");
        Rename(data + "_tmp", data).ShouldBe(0);
        (await NextAsync()).ShouldBe("two");
    }

    [Fact]
    public async Task RunAsync_FileVanishesAndComesBack_TellsOfBoth()
    {
        Watch(Policy);
        File.Delete(Policy);
        (await NextAsync()).ShouldBe("");
        await File.WriteAllTextAsync(Policy, "two");
        (await NextAsync()).ShouldBe("two");
    }

    [Fact]
    public async Task RunAsync_OneOfTwoFiles_TellsOfIt()
    {
        var other = Path.Combine(_folder, "tls.key");
        await File.WriteAllTextAsync(other, "key");
        Watch(Policy, other);
        await File.WriteAllTextAsync(other, "another");
        (await NextAsync()).ShouldBe("one");
    }

    [Fact]
    public async Task RunAsync_ChangeIsRefused_OffersItAgainUntilItIsTaken()
    {
        var refusals = 2;
        Start(() => refusals-- <= 0, Policy);
        await File.WriteAllTextAsync(Policy, "two");
        for (var i = 0; i < 3; i++) (await NextAsync()).ShouldBe("two");
        await File.WriteAllTextAsync(Policy, "three");
        (await NextAsync()).ShouldBe("three", "and no more of the second");
    }

    [Fact]
    public async Task RunAsync_NotAFile_GoesOnWatching()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));
        Watch(Path.Combine(_folder, "folder"), "/dev/null", Path.Combine(_folder, "nowhere"), Policy);
        await File.WriteAllTextAsync(Policy, "two");
        (await NextAsync()).ShouldNotBeNull();
    }

    /// <summary>rename(2): the framework follows a symlink to a folder and finds no file.</summary>
    [DllImport("libc", EntryPoint = "rename", CharSet = CharSet.Ansi)]
    private static extern int Rename(string from, string to);

    private void Watch(params string[] files) => Start(() => true, files);

    private void Start(Func<bool> take, params string[] files)
    {
        var watch = new FileWatch(files, FileFingerprint.Of(files), new Clock(_time));
        _running = watch.RunAsync(() =>
        {
            _seen.Writer.TryWrite(File.Exists(files[0]) ? File.ReadAllText(files[0]) : "");
            return Task.FromResult(take());
        }, _stop.Token);
    }

    /// <summary>Puts another file in its place, of the same date: after rsync -t or tar, dates say nothing.</summary>
    private async Task ReplaceAsync(string content)
    {
        var temporary = Policy + ".tmp";
        await File.WriteAllTextAsync(temporary, content);
        File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(Policy));
        File.Move(temporary, Policy, overwrite: true);
    }

    /// <summary>A second passes, and a change is told of.</summary>
    private async Task<string> NextAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return await _seen.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }
}
