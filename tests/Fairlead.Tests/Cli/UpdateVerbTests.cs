using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Networks.Feeds;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class UpdateVerbTests : IDisposable
{
    private readonly PolicyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Update_FirstTime_ShowsWhatIsInItAndWrites()
    {
        var run = await UpdateAsync();
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldStartWith("source  kind     IPv4 prefixes  IPv4 addresses");
        run.Output.ShouldContain("office  network");
        run.Output.ShouldContain($"{_folder.File("out")}: 1 IPv4 and 1 IPv6 prefixes");
        KnowsOffice("192.0.2.1").ShouldBeTrue();
    }

    [Fact]
    public async Task Update_ChangedFeed_ShowsTheDifferenceAndWrites()
    {
        await UpdateAsync();
        _folder.Write("office.txt", "192.0.2.0/25\n2001:db8::/32\n");
        var run = await UpdateAsync();
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("IPv4 256 -> 128, changed 128 (50 %)");
        KnowsOffice("192.0.2.200").ShouldBeFalse();

        (await UpdateAsync()).Output.ShouldStartWith("no change\n");
    }

    [Fact]
    public async Task Update_AboveTheLimit_Is1AndLeavesTheFile()
    {
        await UpdateAsync();
        _folder.Write("office.txt", "192.0.2.0/25\n2001:db8::/32\n");
        var run = await UpdateAsync("--limit", "49.9");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("changed by more than 49.9 %: company IPv4 by 50 %");
        KnowsOffice("192.0.2.200").ShouldBeTrue();
        (await UpdateAsync("--limit", "50%")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Update_FileThatIsDamaged_IsWrittenAnew()
    {
        _folder.Write("out", "damaged");
        var run = await UpdateAsync();
        run.ExitCode.ShouldBe(0);
        run.Error.ShouldContain("not a snapshot");
        KnowsOffice("192.0.2.1").ShouldBeTrue();
    }

    [Fact]
    public async Task Update_ServerFailsOrGivesNonsense_WritesWithTheLastGoodCopyAndIs1()
    {
        await using var server = await FeedServer.StartAsync();
        _folder.Write("policy.yaml", PolicyFolder.Good.Replace("file: office.txt", $"url: \"{server.Url("/office.txt")}\"", StringComparison.Ordinal));
        server.Serve("192.0.2.0/24\n");
        (await UpdateAsync()).ExitCode.ShouldBe(0);
        (await UpdateAsync()).ExitCode.ShouldBe(0);
        server.Asked.ShouldBe(["/office.txt - -", "/office.txt \"v1\" Wed, 29 Jul 2026 08:27:05 GMT"]);

        server.Status(503);
        File.Delete(_folder.File("out"));
        var failed = await UpdateAsync();
        failed.ExitCode.ShouldBe(1);
        failed.Error.ShouldContain("stays in use");
        failed.Error.ShouldContain($"{_folder.File("out")} is written with the last good copy of office");
        KnowsOffice("192.0.2.1").ShouldBeTrue();

        server.Serve("10.0.0.0/8\n", etag: "\"v2\""); // 65,536 times the addresses
        var refused = await UpdateAsync();
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("accept it once with --accept office");
        KnowsOffice("10.0.0.1").ShouldBeFalse();
        (await UpdateAsync("--accept", "office")).ExitCode.ShouldBe(0);
        KnowsOffice("10.0.0.1").ShouldBeTrue();
    }

    [Fact]
    public async Task Update_FeedThatWasNeverThere_Is1AndNothingIsWritten()
    {
        File.Delete(_folder.File("office.txt"));
        var run = await UpdateAsync();
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("it would lack office");
        File.Exists(_folder.File("out")).ShouldBeFalse();
    }

    private bool KnowsOffice(string address)
    {
        var table = SnapshotFile.Read(_folder.File("out"));
        return table.Facts[table.Find(IpAddress.Parse(address))].Network == "office";
    }

    private Task<CommandRun> UpdateAsync(params string[] more) => CommandRun.InProcessAsync(
        ["networks", "update", "--policy", _folder.Policy, "-o", _folder.File("out"), "--cache", _folder.File("cache"), .. more]);
}
