using System.Text.Json;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli.Simulating;

/// <summary><c>fairlead simulate</c>: what it tells and what it exits with.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class SimulateVerbTests : IDisposable
{
    private const string Prices = """
        currency: USD
        date: 2026-10-01
        backends: {registry.example: {provider: other}}
        egress:
          - {from: {provider: cloud}, to: {region: same}, perGiB: 0.01}
          - {from: {provider: other}, perGiB: 0.10}
        """;

    private readonly PolicyFolder _folder = new(MirrorForParis.After);

    public SimulateVerbTests()
    {
        _folder.Write("before.yaml", MirrorForParis.Before);
        _folder.Write("prices.yaml", Prices);
        _folder.Write("access.log", Line("192.0.2.1", $"/v2/app/blobs/{SampleDigest.Text}", 10L << 30) + Line("203.0.113.1", "/v2/app/manifests/v1", 500) + Line("192.0.2.1", "/nothing", 10));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Simulate_TwoPoliciesAndPrices_TellsWhatMovesAndWhatItCosts()
    {
        var run = await RunAsync("--baseline", _folder.File("before.yaml"), "--prices", _folder.File("prices.yaml"));

        run.ExitCode.ShouldBe(0, run.Error);
        var lines = Lines(run.Output);
        lines[..3].ShouldBe(["2 requests, 11 GB", "moves: 1 request, 11 GB (100 %)", "costs: 1.00 USD before, 0.10 after: -0.90 (-90 %)"]);
        lines.ShouldContain("registry.example 11 GB 500 B 1.00 0.00 -1.00");
        lines.ShouldContain("cloud-eu-west-3 0 B 11 GB 0.00 0.10 +0.10");
        lines.ShouldContain("registry.example cloud-eu-west-3 cloud eu-west-3 1 11 GB -0.90");
        lines.ShouldContain("not replayed, because no policy has a say in them: 1 request");
        lines.ShouldContain("taken to hold all that they were asked for, for want of an inventory: cloud-eu-west-3");
    }

    [Fact]
    public async Task Simulate_Json_HasTheKeysOfTheGuide()
    {
        var run = await ProgramAsync("--baseline", _folder.File("before.yaml"), "--prices", _folder.File("prices.yaml"), "--max-increase", "5", "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        var json = JsonDocument.Parse(run.Output).RootElement;
        json.EnumerateObject().Select(property => property.Name).ShouldBe([
            "requests", "bytes", "movedRequests", "movedBytes", "notReplayed", "lost", "unsized", "folded", "percent", "cost", "backends", "moves", "assumedPresent", "missingNetworks", "logs", "failures"]);
        var cost = json.GetProperty("cost");
        cost.EnumerateObject().Select(property => property.Name).ShouldBe([
            "currency", "before", "after", "change", "increasePercent", "unpricedBytesBefore", "unpricedBytesAfter", "maxIncreasePercent", "risesTooMuch"]);
        cost.GetProperty("currency").GetString().ShouldBe("USD");
        new[] { "before", "after", "change", "increasePercent", "maxIncreasePercent" }.Select(name => Math.Round(cost.GetProperty(name).GetDecimal(), 3)).ShouldBe([1, 0.1m, -0.9m, -90, 5]);
        cost.GetProperty("risesTooMuch").GetBoolean().ShouldBeFalse();
        json.GetProperty("moves")[0].GetProperty("to").GetString().ShouldBe("cloud-eu-west-3");
        json.GetProperty("logs").GetProperty("lines").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task Simulate_PolicyAsksForHeaders_SaysThatLogsHaveNone()
    {
        _folder.Write("headers.yaml", MirrorForParis.After + "\nroutes: [{when: {header: {X-Site: one}}, use: []}]\n");
        var run = await CommandRun.InProcessAsync(["simulate", _folder.File("access.log"), "--policy", _folder.File("headers.yaml"), "--baseline", _folder.Policy]);
        run.ExitCode.ShouldBe(0);
        run.Error.ShouldStartWith($"fairlead: {_folder.File("headers.yaml")}: logs have no headers of requests: ");
        Lines(run.Output).ShouldContain("moves: 0 requests, 0 B (0 %)");
    }

    [Fact]
    public async Task Simulate_CostsThatRiseByMoreThanTheyMay_Fail()
    {
        string[] dearer = ["--policy", _folder.File("before.yaml"), "--baseline", _folder.Policy, "--prices", _folder.File("prices.yaml"), "--max-increase"];

        var run = await CommandRun.InProcessAsync(["simulate", _folder.File("access.log"), .. dearer, "2"]);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("fairlead: --max-increase 2: costs rise by 0.90 USD (+900 %)");
        (await CommandRun.InProcessAsync(["simulate", _folder.File("access.log"), .. dearer, "1000"])).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Simulate_CostsThatNobodyHas_AreAWrongPriceBook()
    {
        _folder.Write("dear.yaml", "currency: USD\ndate: 2026-10-01\negress: [{perGiB: 1000000}]\n");
        _folder.Write("huge.log", Line("203.0.113.1", $"/v2/app/blobs/{SampleDigest.Text}", 999_999_999_999_999_999));

        var run = await CommandRun.InProcessAsync(["simulate", _folder.File("huge.log"), "--policy", _folder.Policy, "--prices", _folder.File("dear.yaml"), "--max-increase", "1"]);

        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain("look for a price that is wrong");
    }

    [Fact]
    public async Task Simulate_InventoryOfAMirror_SaysWhatItHolds()
    {
        var builder = new InventoryBuilder();
        builder.Add(Digest.Of("other"u8), 5, ["app"]);
        using (var file = File.Create(_folder.File("paris.inv"))) InventoryFile.Write(builder.Build(DateTimeOffset.UnixEpoch), file);

        var run = await RunAsync("--baseline", _folder.File("before.yaml"), "--inventory", $"cloud-eu-west-3={_folder.File("paris.inv")}");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("moves: 0 requests");
        run.Output.ShouldNotContain("taken to hold");
    }

    [Fact]
    public async Task Simulate_NobodyGetsTheNewPolicy_MovesNothing()
    {
        var run = await RunAsync("--baseline", _folder.File("before.yaml"), "--percent", "0");

        run.ExitCode.ShouldBe(0, run.Error);
        Lines(run.Output)[..2].ShouldBe(["2 requests, 11 GB; the new policy for 0 % of clients", "moves: 0 requests, 0 B (0 %)"]);
    }

    [Fact]
    public async Task Simulate_WithoutBaseline_GoesByWhatTheLogSays() =>
        (await RunAsync("--backend", "old-cdn.example")).Output.ShouldContain("old-cdn.example");

    [Theory]
    [InlineData("--max-increase needs --prices", "--max-increase", "2")]
    [InlineData("--percent: '101' is not a number from 0 to 100", "--percent", "101")]
    [InlineData("--percent: '-1' is not a number", "--percent", "-1")]
    [InlineData("--seed is for --percent", "--seed", "x")]
    public async Task Simulate_WrongUsage_IsTwo(string problem, params string[] args)
    {
        var run = await RunAsync(args);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(problem);
    }

    [Fact]
    public async Task Simulate_PolicyThatIsNone_IsTwoAndSaysWhere()
    {
        _folder.Write("broken.yaml", "upstream: {registry: 5}\nprovider: []\n");

        var run = await CommandRun.InProcessAsync("simulate", _folder.File("access.log"), "--policy", _folder.File("broken.yaml"));
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("broken.yaml:2:1: error:");
        (await RunAsync("--baseline", _folder.File("broken.yaml"))).ExitCode.ShouldBe(2);
        (await RunAsync("--prices", _folder.File("none.yaml"))).ExitCode.ShouldBe(2);
        (await RunAsync("--prices", _folder.File("broken.yaml"))).Error.ShouldContain("broken.yaml:1:1: error:");
        (await RunAsync("--snapshot", _folder.File("access.log"))).ExitCode.ShouldBe(2);
        (await RunAsync("--inventory", _folder.File("access.log"))).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Simulate_InventoryOfAMirrorThatIsInNeitherPolicy_IsTwoAndNamesThoseThatAre()
    {
        var run = await RunAsync("--inventory", $"cloud-eu-west-9={_folder.File("access.log")}");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldBe("fairlead: --inventory: neither policy has a mirror 'cloud-eu-west-9'; there are cloud-eu-west-3\n");
    }

    [Fact]
    public async Task Simulate_LogThatIsNotThere_IsTwo() =>
        (await CommandRun.InProcessAsync("simulate", _folder.File("none.log"), "--policy", _folder.Policy)).ExitCode.ShouldBe(2);

    [Fact]
    public async Task Simulate_LogOfNoFormat_FailsAndTellsTheRest()
    {
        _folder.Write("noise.log", "nothing of a log\n");

        var run = await CommandRun.InProcessAsync("simulate", _folder.File("noise.log"), _folder.File("access.log"), "--policy", _folder.Policy, "--baseline", _folder.File("before.yaml"));
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("noise.log: it is in none of the formats that are known");
        run.Output.ShouldContain("2 requests, 11 GB");
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.InProcessAsync(["simulate", _folder.File("access.log"), "--policy", _folder.Policy, .. args]);

    private Task<CommandRun> ProgramAsync(params string[] args) => CommandRun.ProgramAsync(null, ["simulate", _folder.File("access.log"), "--policy", _folder.Policy, .. args]);

    private static string Line(string client, string target, long bytes) =>
        $"{client} - - [21/Oct/2026:10:00:00 +0000] \"GET {target} HTTP/1.1\" 200 {bytes} \"-\" \"containerd\"\n";

    private static string[] Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
}
