using System.Text.Json;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class CheckVerbTests
{
    [Fact]
    public async Task Check_GoodPolicy_Is0AndSaysWhatIsInIt()
    {
        using var folder = new PolicyFolder();
        var run = await CommandRun.InProcessAsync("check", "--policy", folder.Policy);
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldBe($"{folder.Policy}: good, 1 provider(s), 2 mirror(s), 1 feed(s), 0 warning(s)\n");
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_BuiltinPolicy_IsGood() => (await CommandRun.InProcessAsync("check")).ExitCode.ShouldBe(0);

    [Fact]
    public async Task Check_BadPolicy_Is2WithEachProblemAtItsPlace()
    {
        using var folder = new PolicyFolder(PolicyFolder.Good + "\nredirectStatus: 418\ntypo: 1\ndefault: [nobody]\n");
        var run = await CommandRun.InProcessAsync("check", "--policy", folder.Policy);
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        foreach (var place in (string[])["9:17", "10:1", "11:11"]) run.Error.ShouldContain($"{folder.Policy}:{place}: error: ");
        run.Error.ShouldContain($"{folder.Policy}: 3 error(s), 0 warning(s)");
    }

    [Fact]
    public async Task Check_NoSuchFile_Is2()
    {
        var run = await CommandRun.InProcessAsync("check", "--policy", "/nowhere/policy.yaml");
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldStartWith("/nowhere/policy.yaml: error: ");
    }

    [Fact]
    public async Task Check_FeedFileIsSpoilt_Is2AndNamesTheFeed()
    {
        using var folder = new PolicyFolder();
        folder.Write("office.txt", "300.0.0.0/8\n");
        var run = await CommandRun.InProcessAsync("check", "--policy", folder.Policy);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("feed office");
    }

    [Theory]
    [InlineData("", "nl-nh, sg-05")]
    [InlineData(", nearest: {nl-nh: eu-west-3}", "sg-05")]
    [InlineData(", nearest: {nl-nh: eu-west-3, sg-05: eu-west-3}", null)]
    public async Task Check_RegionsOfAFeedThatHaveNoPlace_AreNamedUnlessNearestPlacesThem(string nearest, string? named)
    {
        using var folder = new PolicyFolder($$"""
            upstream: {registry: "https://registry.example.org"}
            networks: {feeds: [{type: geofeed, network: cloud, file: places.csv}]}
            providers:
              - {name: cloud, networks: [cloud], mirrors: [{regions: [eu-west-3, us-east-1, gb-lnd], url: "https://{region}.example.org/{digest}"}]{{nearest}}}
            """);
        folder.Write("places.csv", "192.0.2.0/25,NL,NL-NH\n192.0.2.128/25,SG,SG-05\n198.51.100.0/24,GB,GB-LND\n"); // a mirror is in the last
        var run = await CommandRun.InProcessAsync("check", "--policy", folder.Policy);
        run.ExitCode.ShouldBe(0);
        if (named is null) run.Error.ShouldNotContain("distance table");
        else run.Error.ShouldContain($"the distance table has no place for {named}; ");
    }

    [Fact]
    public async Task Check_ProviderFiles_AreReadWithThePolicy()
    {
        using var folder = new PolicyFolder(PolicyFolder.Good + "\nprovidersFrom: {path: .}\n"); // the policy itself is YAML in that folder
        var run = await CommandRun.InProcessAsync("check", "--policy", folder.Policy);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("policy.yaml:1:1: error: a provider file needs a 'name'");

        using var other = new PolicyFolder(PolicyFolder.Good + "\nprovidersFrom: {path: providers}\n");
        other.Write("providers/b.yaml", "name: b\nasns: [1]\n");
        other.Write("providers/a.yaml", "name: a\nasns: [1]\n");
        run = await CommandRun.InProcessAsync("check", "--policy", other.Policy);
        run.ExitCode.ShouldBe(0);
        run.Error.ShouldContain("b.yaml: warning: ASN 1 belongs to provider 'a' already");
    }

    [Fact]
    public async Task Check_RegionWithoutAPlace_IsWarnedOf()
    {
        using var folder = new PolicyFolder(PolicyFolder.Good.Replace("region: eu-west-3}]", "region: atlantis-1}]", StringComparison.Ordinal));
        var run = await CommandRun.InProcessAsync("check", "--policy", folder.Policy);
        run.ExitCode.ShouldBe(0);
        run.Error.ShouldContain("warning");
        run.Error.ShouldContain("atlantis-1");
    }

    [Fact]
    public async Task Check_Json_IsAnArrayOfProblems()
    {
        using var folder = new PolicyFolder(PolicyFolder.Good + "\ntypo: 1\n");
        var run = await CommandRun.ProgramAsync(null, "check", "--policy", folder.Policy, "--json");
        run.ExitCode.ShouldBe(2);
        using var json = JsonDocument.Parse(run.Output);
        var problem = json.RootElement.EnumerateArray().ShouldHaveSingleItem();
        problem.EnumerateObject().Select(p => p.Name).ShouldBe(["severity", "file", "line", "column", "message"]);
        (problem.GetProperty("severity").GetString(), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()).ShouldBe(("error", 9, 1));
    }
}
