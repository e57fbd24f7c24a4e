using System.Text.Json;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class DiffVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-diff-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Diff_TheSame_SaysSo()
    {
        var old = Before();
        var run = await CommandRun.InProcessAsync("networks", "diff", old, old, "--limit", "0");
        run.ShouldBe(new CommandRun(0, "no change\n", ""));
    }

    [Fact]
    public async Task Diff_Changes_AreTheLargestFirstUnderWhomTheyConcern()
    {
        var run = await CommandRun.InProcessAsync("networks", "diff", Before(), After());
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldBe("""
            IPv4 in addresses, IPv6 in /48s; percent of what the provider, ASN or country had

            providers: 3 changed
              amazon
                IPv4 131,072 -> 65,536, changed 98,304 (75 %)
                  went           65,536     50 %  no region, to google us-central1  10.1.0.0/16
                  moved          32,768     25 %  us-east-1 -> us-west-2  10.0.128.0/17
                IPv6 1 -> 0, changed 1 (100 %)
                  went                1    100 %  us-east-1  2001:db8::/48
              google
                IPv4 0 -> 65,536, changed 65,536 (100 %)
                  came           65,536    100 %  us-central1, from amazon  10.1.0.0/16
              new
                IPv4 0 -> 3, changed 3 (100 %)
                  came                3    100 %  no region  192.0.2.2/31 and 1 more

            ASNs: 2 changed
              AS64500
                IPv4 65,536 -> 0, changed 65,536 (100 %)
                  went           65,536    100 %  to AS64501 EXAMPLE?  10.0.0.0/16
              AS64501 EXAMPLE?
                IPv4 0 -> 65,536, changed 65,536 (100 %)
                  came           65,536    100 %  from AS64500  10.0.0.0/16

            """);
    }

    [Fact]
    public async Task Diff_Many_AreSummedUpUnlessAllAreWanted()
    {
        var before = Write("old", _ => { });
        var after = Write("new", builder =>
        {
            for (var i = 0; i < 30; i++) builder.Add(IpPrefix.Parse($"10.{i}.0.0/24"), "aws", $"region-{i}", "feed", Trust.CloudFeed);
            for (var i = 0; i < 30; i++) builder.Add(IpPrefix.Parse($"11.{i}.0.0/28"), $"n{i}", null, "feed", Trust.CloudFeed);
        });
        var some = (await CommandRun.InProcessAsync("networks", "diff", before, after)).Output;
        some.ShouldContain("      ... and 10 smaller: 2,560 (33.33 %); --all shows them\n");
        some.ShouldContain("  ... and 11 more: IPv4 176; --all shows them\n");
        var all = (await CommandRun.InProcessAsync("networks", "diff", before, after, "--all")).Output;
        all.ShouldContain("region-29");
        all.ShouldContain("  n29\n");
        all.ShouldNotContain("...");
    }

    [Fact]
    public async Task Diff_AboveTheLimit_Is1AndSaysWhat()
    {
        (await CommandRun.InProcessAsync("networks", "diff", Before(), After(), "--limit", "100")).ExitCode.ShouldBe(0);
        var run = await CommandRun.InProcessAsync("networks", "diff", Before(), After(), "--limit", "99.5%");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBe("fairlead: changed by more than 99.5 %: google IPv4 by 100 %, new IPv4 by 100 %, amazon IPv6 by 100 %, ASNs IPv4 by 100 %\n");
    }

    [Fact]
    public async Task Diff_Json_HasEveryChangeOnce()
    {
        var run = await CommandRun.ProgramAsync(null, "networks", "diff", Before(), After(), "--json", "--limit", "80");
        run.ExitCode.ShouldBe(1);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["old", "new", "groups", "kinds", "changes", "limit", "aboveLimit"]);
        var changes = json.RootElement.GetProperty("changes").EnumerateArray().ToArray();
        changes.Length.ShouldBe(5);
        JsonSerializer.Serialize(changes[0]).ShouldBe(
            """{"kind":"network","family":"IPv4","unit":"address","from":{"provider":"amazon","region":null},"to":{"provider":"google","region":"us-central1"},"amount":65536,"prefixes":1,"largest":"10.1.0.0/16"}""");
        JsonSerializer.Serialize(changes[^1].GetProperty("to")).ShouldBe("""{"asn":64501,"name":"EXAMPLE?"}""");
        json.RootElement.GetProperty("aboveLimit").GetArrayLength().ShouldBe(4);
        json.RootElement.GetProperty("groups")[0].GetProperty("percent").GetDouble().ShouldBe(75);
    }

    [Fact]
    public async Task Diff_FileThatIsNone_Is2()
    {
        var run = await CommandRun.InProcessAsync("networks", "diff", Before(), "/nowhere/file");
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain("/nowhere/file");
    }

    private string Before() => Write("old", builder =>
    {
        builder.Add(IpPrefix.Parse("10.0.0.0/16"), "aws", "us-east-1", "feed", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("10.1.0.0/16"), "aws", null, "feed", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("2001:db8::/48"), "aws", "us-east-1", "feed", Trust.CloudFeed);
        builder.AddAsns(One("10.0.0.0/16", 64500), "bgp");
    });

    private string After() => Write("new", builder =>
    {
        builder.Add(IpPrefix.Parse("10.0.0.0/17"), "aws", "us-east-1", "feed", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("10.0.128.0/17"), "aws", "us-west-2", "feed", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("10.1.0.0/16"), "gcp", "us-central1", "feed", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("192.0.2.2/31"), "new", null, "feed", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("192.0.2.4/32"), "new", null, "feed", Trust.CloudFeed);
        builder.AddAsns(One("10.0.0.0/16", 64501), "bgp");
        builder.NameAsns(new Dictionary<uint, string> { [64501] = "EXAMPLE\e" });
    });

    private string Write(string name, Action<NetworkTableBuilder> fill)
    {
        var builder = new NetworkTableBuilder(network => network switch { "aws" => "amazon", "gcp" => "google", _ => null });
        fill(builder);
        var path = Path.Combine(_folder, name);
        SnapshotFile.Write(builder.Build(), path);
        return path;
    }

    private static PrefixNumbers One(string prefix, uint number)
    {
        var one = new PrefixNumbers();
        one.Add(IpPrefix.Parse(prefix), number);
        return one;
    }
}
