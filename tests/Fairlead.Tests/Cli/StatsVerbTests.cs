using System.Text.Json;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class StatsVerbTests : IDisposable
{
    private const string TwoFeeds = """
        upstream: {registry: "https://registry.example.org"}
        networks:
          feeds:
            - {type: cidrs, network: office, file: office.txt}
            - {type: cidrs, network: home, file: home.txt}
        providers:
          - {name: company, networks: [office], serveFrom: upstream}
        """;

    private readonly PolicyFolder _folder = new(TwoFeeds);

    public StatsVerbTests() => _folder.Write("home.txt", "192.0.2.128/25\n192.0.2.0/25\n198.51.100.0/24\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stats_Policy_TellsOfFeedsSourcesAndConflicts()
    {
        var run = await CommandRun.InProcessAsync("networks", "stats", "--policy", _folder.Policy);
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldStartWith("table: 4 IPv4 and 1 IPv6 prefixes, ");
        run.Output.ShouldContain("\nfeed    type        age  as of\noffice  cidrs  just now  2");
        run.Output.ShouldContain("""

            source  kind     IPv4 prefixes  IPv4 addresses  IPv6 prefixes  IPv6 /48s
            office  network              1             256              1     65,536
            home    network              3             512              0          0

            known to two sources of a kind, and how much of it they disagree on:
            kind     one     other  family  both  disagree  percent  for example
            network  office  home   IPv4     256       256    100 %  192.0.2.0/24

            """);
    }

    [Fact]
    public async Task Stats_NoFeedBesideAnother_SaysThatTheyShareNothing()
    {
        _folder.Write("home.txt", "198.51.100.0/24\n");
        (await CommandRun.InProcessAsync("networks", "stats", "--policy", _folder.Policy)).Output.ShouldContain("no two sources know the same kind of fact");
    }

    [Fact]
    public async Task Stats_FeedThatIsMissing_Is1AndTellsOfTheOthers()
    {
        File.Delete(_folder.File("home.txt"));
        var run = await CommandRun.InProcessAsync("networks", "stats", "--policy", _folder.Policy);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("feed home");
        run.Output.ShouldContain("office  network");
    }

    [Fact]
    public async Task Stats_Snapshot_TellsWhatEachSourceWonAndThatItKnowsNoMore()
    {
        await CommandRun.InProcessAsync("networks", "compile", "--policy", _folder.Policy, "-o", _folder.File("out"));
        var run = await CommandRun.InProcessAsync("networks", "stats", _folder.File("out"));
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldContain("only what counted in the end");
        run.Output.ShouldContain("home    network              -             512              -          0");
        (await CommandRun.InProcessAsync("networks", "stats", _folder.Policy)).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Stats_Json_OfPolicyAndOfSnapshot()
    {
        var run = await CommandRun.ProgramAsync(null, "networks", "stats", "--policy", _folder.Policy, "--json");
        run.ExitCode.ShouldBe(0);
        using (var json = JsonDocument.Parse(run.Output))
        {
            json.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["table", "feeds", "sources", "overlaps"]);
            JsonSerializer.Serialize(json.RootElement.GetProperty("overlaps")).ShouldBe(
                """[{"kind":"network","sources":["office","home"],"family":"IPv4","unit":"address","both":256,"conflicting":256,"example":"192.0.2.0/24"}]""");
        }

        await CommandRun.InProcessAsync("networks", "compile", "--policy", _folder.Policy, "-o", _folder.File("out"));
        using var snapshot = JsonDocument.Parse((await CommandRun.ProgramAsync(null, "networks", "stats", _folder.File("out"), "--json")).Output);
        snapshot.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["table", "feeds", "sources"]);
        snapshot.RootElement.GetProperty("table").GetProperty("ageSeconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
    }
}
