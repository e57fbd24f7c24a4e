using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Networks.Feeds;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class CompileVerbTests : IDisposable
{
    private readonly PolicyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compile_GoodFeeds_WritesTheTableAndSaysWhatIsInIt()
    {
        var run = await CompileAsync();
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldStartWith($"{_folder.File("out")}: 1 IPv4 and 1 IPv6 prefixes, 2 distinct facts, 0 names of ASNs, ");
        run.Error.ShouldStartWith("office: 2 prefixes of networks, as of ");
        var table = SnapshotFile.Read(_folder.File("out"));
        table.Facts[table.Find(IpAddress.Parse("192.0.2.7"))].Region.ShouldBe("eu-west-3");
        _folder.Names.ShouldBe(["office.txt", "out", "policy.yaml"]);
    }

    [Fact]
    public async Task Compile_SameFeedsTwice_GivesTheSameBytes()
    {
        await CompileAsync();
        var first = await File.ReadAllBytesAsync(_folder.File("out"), TestContext.Current.CancellationToken);
        File.Delete(_folder.File("out"));
        await CompileAsync();
        (await File.ReadAllBytesAsync(_folder.File("out"), TestContext.Current.CancellationToken)).ShouldBe(first);
    }

    [Theory]
    [InlineData(null, "there is no such file")]
    [InlineData("300.0.0.0/8\n", "line 1: not a CIDR prefix")]
    [InlineData("192.0.0.0/4\n", "wider than /8; if that is right, accept it once with --accept office")]
    public async Task Compile_FeedMissingOrRefused_Is1AndLeavesWhatWasThere(string? feed, string problem)
    {
        _folder.Write("out", "old");
        if (feed is null) File.Delete(_folder.File("office.txt"));
        else _folder.Write("office.txt", feed);
        var run = await CompileAsync();
        (run.ExitCode, run.Output).ShouldBe((1, ""));
        run.Error.ShouldContain($"feed office ({_folder.File("office.txt")}): ");
        run.Error.ShouldContain(problem);
        run.Error.ShouldContain($"{_folder.File("out")} is not written: it would lack office; put right");
        File.ReadAllText(_folder.File("out")).ShouldBe("old");
    }

    [Fact]
    public async Task Compile_AcceptedFeed_IsTaken()
    {
        _folder.Write("office.txt", "192.0.0.0/4\n");
        (await CompileAsync("--accept", "office")).ExitCode.ShouldBe(0);
        var unknown = await CompileAsync("--accept", "ofice");
        unknown.ExitCode.ShouldBe(2);
        unknown.Error.ShouldContain("--accept ofice: the policy has no feed of that name; it has office");
    }

    [Fact]
    public async Task Compile_WrongPolicyOrPlace_IsSaid()
    {
        (await CompileAsync("--policy", "/nowhere/policy.yaml")).ExitCode.ShouldBe(2);
        var run = await CommandRun.InProcessAsync("networks", "compile", "--policy", _folder.Policy, "-o", "/nowhere/out");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("/nowhere/out can't be written: ");
    }

    [Fact]
    public async Task Compile_NothingToCompile_Is1()
    {
        _folder.Write("policy.yaml", "upstream: {registry: \"https://registry.example.org\"}\n");
        var run = await CompileAsync();
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("neither feeds nor cidrs");
    }

    [Fact]
    public async Task Compile_UrlWithoutACopy_IsFetchedOnceOnly()
    {
        await using var server = await FeedServer.StartAsync();
        server.Serve("192.0.2.0/24\n");
        _folder.Write("policy.yaml", PolicyFolder.Good.Replace("file: office.txt", $"url: \"{server.Url("/office.txt")}\"", StringComparison.Ordinal));
        (await CompileAsync()).ExitCode.ShouldBe(0);
        (await CompileAsync()).ExitCode.ShouldBe(0);
        server.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Compile_UrlThatCannotBeHad_Is1()
    {
        await using var server = await FeedServer.StartAsync();
        server.Status(503);
        _folder.Write("policy.yaml", PolicyFolder.Good.Replace("file: office.txt", $"url: \"{server.Url("/office.txt")}\"", StringComparison.Ordinal));
        var run = await CompileAsync();
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("503");
        File.Exists(_folder.File("out")).ShouldBeFalse();
    }

    private Task<CommandRun> CompileAsync(params string[] more)
    {
        string[] policy = more.Contains("--policy") ? [] : ["--policy", _folder.Policy];
        return CommandRun.InProcessAsync(["networks", "compile", .. policy, "-o", _folder.File("out"), "--cache", _folder.File("cache"), .. more]);
    }
}
