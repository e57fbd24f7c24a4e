using System.Diagnostics;
using System.Net.Sockets;
using Fairlead.Cli.Reporting;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Cli.Reporting;

[Collection(ConsoleCollection.Name)]
public sealed class LogOptionsTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Find_Folder_GivesAllBelowItButWhatIsNoLog()
    {
        string[] logs = ["access.log", "access.log.2.gz", "2026/10/a.log", "2026/10/b", "notes.tmp"];
        foreach (var name in logs.Concat([".hidden", "2026/.git/config", "part.fat", "2026/part.fat", "part.fat.0123.tmp"])) _folder.Write(name);
        var (names, error) = await _folder.FindAsync([], _folder.Path);
        error.ShouldBeEmpty();
        names.ShouldBe(logs.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Find_SymbolicLinks_AreSaidAndNotFollowed()
    {
        _folder.Write("logs/a");
        _folder.Write("elsewhere/b");
        File.CreateSymbolicLink(_folder.File("logs/link"), _folder.File("elsewhere/b"));
        Directory.CreateSymbolicLink(_folder.File("logs/circle"), _folder.File("logs"));
        var (names, error) = await _folder.FindAsync([], _folder.File("logs"));
        names.ShouldBe(["logs/a"]);
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order().ShouldBe(
        [
            $"fairlead: {_folder.File("logs/circle")}: a symbolic link is not followed; name what it leads to",
            $"fairlead: {_folder.File("logs/link")}: a symbolic link is not followed; name what it leads to",
        ]);
        // Somebody who names one means it.
        (await _folder.FindAsync([], _folder.File("logs/link"))).Names.ShouldBe(["logs/link"]);
    }

    /// <summary>Nobody may ever write into a pipe, or end what it writes; somebody who names one means it (<c>&lt;(zcat ...)</c>).</summary>
    [Fact]
    public async Task Find_PipeOrSocketInAFolder_IsSaidAndNoLog()
    {
        _folder.Write("logs/a");
        _folder.Write("logs/empty", "");
        var pipe = _folder.File("logs/pipe");
        using (var made = Process.Start("mkfifo", pipe)) await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.File("logs/socket")));
        var (names, error) = await _folder.FindAsync([], _folder.File("logs"));
        names.ShouldBe(["logs/a", "logs/empty"]);
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order().ShouldBe(
        [
            $"fairlead: {pipe}: a pipe, a socket or a device in a folder is not read; name it to have it read",
            $"fairlead: {_folder.File("logs/socket")}: a pipe, a socket or a device in a folder is not read; name it to have it read",
        ]);
        (await _folder.FindAsync([], pipe)).Names.ShouldBe(["logs/pipe"]);
    }

    [Theory]
    [InlineData("logs/a", "logs/a")]
    [InlineData("logs/a", "logs/../logs/a")]
    [InlineData("logs/a", "logs")]
    [InlineData("link", "logs/a")]
    [InlineData("logs", "logs")]
    public async Task Find_TheSameLogTwice_IsRefused(string one, string other)
    {
        _folder.Write("logs/a");
        File.CreateSymbolicLink(_folder.File("link"), _folder.File("logs/a"));
        var (names, error) = await _folder.FindAsync([], _folder.File(one), _folder.File(other));
        names.ShouldBeEmpty();
        error.ShouldContain("is there twice");
    }

    [Fact]
    public async Task Find_OutputsAndSaltsAmongTheLogs_AreNone()
    {
        _folder.Write("a");
        string?[] others = [_folder.Write("report"), _folder.Write("october.salt"), null];
        var (names, error) = await _folder.FindAsync(others, _folder.Path, "--inventory", _folder.Write("inventory"));
        names.ShouldBe(["a"]);
        error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nowhere", "there is no such file or folder")]
    [InlineData("empty", "there are no logs in this folder")]
    public async Task Find_NothingThere_IsRefused(string name, string problem)
    {
        Directory.CreateDirectory(_folder.File("empty"));
        var (names, error) = await _folder.FindAsync([], _folder.Write("a"), _folder.File(name));
        names.ShouldBeEmpty();
        error.ShouldBe($"fairlead: {_folder.File(name)}: {problem}\n");
    }

    [Fact]
    public async Task Find_FolderByItsUrl_IsThatFolder()
    {
        _folder.Write("the logs/a");
        (await _folder.FindAsync([], $"file://{_folder.Path}/the%20logs")).Names.ShouldBe(["the logs/a"]);
        (await _folder.FindAsync([], $"file://{_folder.Path}/the%20logs", _folder.File("the logs/a"))).Error.ShouldContain("is there twice");
    }

    [Fact]
    public async Task Find_Shards_ShareOutAllLogsWhereverTheFolderIs()
    {
        var names = Enumerable.Range(0, 40).Select(number => $"logs/{number}").ToArray();
        foreach (var name in names) _folder.Write(name);
        foreach (var name in names) _folder.Write("moved/" + name);
        var shards = new List<string[]>();
        for (var shard = 0; shard < 3; shard++)
        {
            shards.Add((await _folder.FindAsync([], _folder.File("logs"), "--shard", $"{shard}/3")).Names);
            (await _folder.FindAsync([], _folder.File("moved/logs"), "--shard", $"{shard}/3")).Names.ShouldBe(shards[^1].Select(name => "moved/" + name));
        }
        shards.ShouldAllBe(shard => shard.Length > 0);
        shards.SelectMany(shard => shard).Order().ShouldBe(names.Order());
    }

    [Fact]
    public async Task Find_Bucket_GivesWhatIsBelowThePrefixOrBeginsSo()
    {
        await using var s3 = await FakeS3.StartAsync("logs");
        foreach (var key in new[] { "a/2026-09-30-X", "a/2026-10-01-X", "a/2026-10-02-X", "a/.hidden", "a/part.fat", "ab/other", "top" }) s3.Buckets["logs"].Add(key, "a line\n"u8.ToArray());
        var query = s3.Url("logs")["s3://logs".Length..];

        (await _folder.FindAsync([], "s3://logs/a" + query)).Names.ShouldBe(["s3://logs/a/2026-09-30-X", "s3://logs/a/2026-10-01-X", "s3://logs/a/2026-10-02-X"]);
        (await _folder.FindAsync([], "s3://logs/a/2026-10-*" + query)).Names.ShouldBe(["s3://logs/a/2026-10-01-X", "s3://logs/a/2026-10-02-X"]);
        (await _folder.FindAsync([], "s3://logs/a*" + query)).Names.Length.ShouldBe(4);
        (await _folder.FindAsync([], "s3://logs" + query)).Names.Length.ShouldBe(5);
        (await _folder.FindAsync([], "s3://logs/top" + query)).Names.ShouldBe(["s3://logs/top"]);
        (await _folder.FindAsync([], "s3://logs/a" + query, "s3://logs/a/2026-10-*" + query)).Error.ShouldContain("s3://logs/a/2026-10-01-X is there twice");
        (await _folder.FindAsync([], "s3://logs/nothing" + query)).Error.ShouldBe("fairlead: s3://logs/nothing: there are no logs there; a star at the end stands for all whose names begin so\n");
    }

    [Fact]
    public async Task Open_LogOfABucket_GivesItsBytes()
    {
        await using var s3 = await FakeS3.StartAsync("logs");
        var content = new byte[700_000];
        new Random(1).NextBytes(content);
        s3.Buckets["logs"].Add("a/b", content);
        await using var found = await LogFolder.Read(s3.Url("logs")).FindAsync([], TestContext.Current.CancellationToken);
        var log = found!.Logs.ShouldHaveSingleItem();
        (log.Name, log.Length).ShouldBe(("s3://logs/a/b", content.Length));
        using var read = new MemoryStream();
        using (var stream = await log.OpenAsync(TestContext.Current.CancellationToken)) stream.CopyTo(read);
        read.ToArray().ShouldBe(content);
        s3.Buckets["logs"].Objects.Clear();
        await Should.ThrowAsync<IOException>(() => log.OpenAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("a LOG is empty", "")]
    [InlineData("there is no option '--polcy'", "--polcy")]
    [InlineData("a store is s3://", "http://example.org/logs")]
    [InlineData("credentials don't belong into a store's URL", "s3://key:secret@bucket")]
    [InlineData("a star stands for the end of objects' names", "s3://bucket*")]
    [InlineData("there is no 'apache'", "a", "--format", "apache")]
    [InlineData("--inventory is empty", "a", "--inventory", "")]
    [InlineData("can't be a backend's name", "a", "--backend", "")]
    [InlineData("can't be a backend's name", "a", "--backend", "a\u001b[2J")]
    [InlineData("'3/3' is not I/N", "a", "--shard", "3/3")]
    [InlineData("stdin is one, leave it out", "-", "--shard", "0/3")]
    public void Arguments_Wrong_SayWhatIsRight(string problem, params string[] arguments) =>
        LogFolder.Errors(arguments).ShouldHaveSingleItem().ShouldContain(problem);

    [Fact]
    public void Arguments_Right_AreWhatIsRead()
    {
        var request = LogFolder.Read("-", "a", "--format", "combined", "--inventory", "one", "--inventory", "two", "--backend", "cdn");
        request.Places.Select(place => place.GetType()).ShouldBe([typeof(StandardInputPlace), typeof(PathPlace)]);
        (request.Format, request.Backend, request.Shard).ShouldBe(("combined", "cdn", null));
        request.Inventories.ShouldBe(["one", "two"]);
    }
}
