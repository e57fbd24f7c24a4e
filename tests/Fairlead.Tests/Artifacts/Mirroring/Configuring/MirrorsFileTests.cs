using System.Text;
using Fairlead.Artifacts.Mirroring.Configuring;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Mirroring.Configuring;

public sealed class MirrorsFileTests
{
    [Fact]
    public void Load_Example_IsWhatItSays()
    {
        var load = MirrorsFile.Load(Path.Combine(Checkout.Root, "examples", "mirrors.yaml"));
        load.Problems.ShouldBeEmpty();
        var config = load.Config.ShouldNotBeNull();
        (config.RatePerSecond, config.ParallelBlobs).ShouldBe((50, 16));
        config.PlainHttp.ShouldBe(["localhost:5000"]);
        config.Jobs.Select(job => job.Name).ShouldBe(["releases", "promoted", "everything"]);

        var releases = config.Jobs[0];
        releases.Destinations.Select(one => (one.Url.Text, one.InventoryKey)).ShouldBe(
            [("s3://mirror-paris/?region=eu-west-3", "containers/inventory"), ("s3://mirror-oregon/?region=us-west-2", "containers/inventory")]);
        var app = releases.Sources[0].ShouldBeOfType<ImageSource>();
        app.Reference.ShouldBe(new ImageReference("registry.example.org", "team/app", null, null));
        app.Selection.Platforms.ShouldBe([Platform.LinuxAmd64, Platform.LinuxArm64]);
        (app.Selection.Tags.Allows("v1.28.0"), app.Selection.Tags.Allows("v1.28.0-rc.1"), app.Selection.Tags.Allows("v1.27.0"), app.Selection.Tags.Allows("1.28.0")).ShouldBe((true, false, false, false));
        var tools = releases.Sources[1].ShouldBeOfType<ImageSource>();
        tools.Selection.Platforms.ShouldBe([Platform.LinuxAmd64]);
        tools.Selection.Tags.Allows("v1.27.0").ShouldBeFalse();

        var promoted = config.Jobs[1].Sources.ShouldHaveSingleItem().ShouldBeOfType<PromotionSource>();
        (promoted.Folder, promoted.Registry).ShouldBe((Path.Combine(Checkout.Root, "examples", "promotion"), "registry.example.org/staging"));

        var everything = config.Jobs[2];
        everything.Sources[0].ShouldBeOfType<RegistrySource>().ShouldSatisfyAllConditions(one => one.Host.ShouldBe("registry.example.org"), one => one.Prefix.ShouldBe("team"));
        everything.Sources[1].ShouldBeOfType<ListFileSource>().Path.ShouldBe(Path.Combine(Checkout.Root, "examples", "images.txt"));
        everything.Sources[2].ShouldBeOfType<StoreUrlSource>().Url.Text.ShouldBe("s3://mirror-paris/?region=eu-west-3");
        everything.Sources[3].ShouldBe(new MissingSource(new Uri("http://127.0.0.1:9090/missing"), "registry.example.org"));
        everything.Destinations.Count.ShouldBe(1);
    }

    [Fact]
    public void Parse_Selection_OfASourceStandsBeforeThatOfTheJobKeyByKey()
    {
        var config = Parse("""
            mirrors:
              - name: one
                from: [{image: localhost:5000/a, referrers: true}, localhost:5000/b]
                referrers: false
                nonDistributable: true
                to: file:///srv/mirror
            """).Config.ShouldNotBeNull();
        config.Jobs[0].Sources.Select(source => (source.Selection.Referrers, source.Selection.NonDistributable)).ShouldBe([(true, true), (false, true)]);
    }

    [Fact]
    public void Parse_ManyErrors_ReportsAllWithTheirPlaces()
    {
        var load = Parse("""
            mirrors:
              - from: [registry.example.org, {image: localhost:5000/a, list: x}, {}, {store: "ftp://x"}]
                tags: {alow: ["v*"], semver: "> one"}
                platforms: [amd64]
                to: [file:///srv/mirror, file:///srv/mirror, {inventory: ../up}]
              - name: two
                form: [localhost:5000/a]
                to: []
              - {name: two, from: {missing: "ftp://h/missing"}, to: {store: "file:///b", inventory: "/abs"}}
              - {name: "a b", from: {store: "file:///a", tags: {allow: x}, registry: h}, to: "file:///b"}
              - {name: c, from: [{allRepositories: "h/p", prefix: "/x"}, {manifests: "", registry: "https://h"}, {missing: "http://h/", registry: "h/p"}], to: "file:///b"}
            registries: {plainHttp: "http://h", rate: 0, jobs: 2000, cache: x}
            mirror: []
            """);
        load.Config.ShouldBeNull();
        string[] expected =
        [
            "2:5 needs a 'name'", "2:12 'registry.example.org' names no registry", "2:34 not image and list", "2:70 not none", "2:82 a store is s3://",
            "3:12 'alow' is not a key of 'tags': did you mean 'allow'?", "3:34 one", "4:17 'amd64' is not a platform",
            "5:30 'file:///srv/mirror' is there twice, first in line 5", "5:50 needs a 'store'", "5:62 '../up' can't be the key of an inventory",
            "6:5 needs a 'from'", "7:5 'form' is not a key of an item of 'mirrors': did you mean 'from'?", "8:9 'to' has no items",
            "9:12 there are two mirrors 'two', the first in line 6", "9:23 needs a 'registry'", "9:33 'ftp://h/missing' is no URL", "9:89 '/abs' can't be the key",
            "10:12 'a b' is not a name", "10:46 'tags' says nothing where 'store' is the source", "10:64 'registry' says nothing",
            "11:40 'h/p' is no registry", "11:55 '/x' is not a prefix", "11:74 is not a path", "11:88 leave 'https://' out", "11:135 'h/p' is no registry",
            "12:25 leave 'http://' out", "12:43 'rate' must be a whole number from 1", "12:52 'jobs' must be a whole number from 1 to 1024", "12:58 'cache' is not a key of 'registries'",
            "13:1 'mirror' is not a key of the file of mirrors: did you mean 'mirrors'?",
        ];
        var problems = load.Problems.Select(problem => $"{problem.Line}:{problem.Column} {problem.Message}").ToList();
        problems.Count.ShouldBe(expected.Length, string.Join('\n', problems));
        foreach (var (problem, wanted) in problems.Zip(expected))
        {
            problem.ShouldStartWith(wanted[..(wanted.IndexOf(' ', StringComparison.Ordinal) + 1)]);
            problem.ShouldContain(wanted[(wanted.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        }
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("[]", 1)]
    [InlineData("{}", 1)]
    [InlineData("mirrors: []", 1)]
    [InlineData("mirrors: 5", 1)]
    [InlineData("mirrors:", 1)]
    [InlineData("mirrors: [5, [], ~]", 3)]
    [InlineData("mirrors: &a [*a]", 1)]
    [InlineData("mirrors: [{name: [], from: {}, to: {}}]", 3)]
    [InlineData("mirrors: [{name: x, from: [[]], to: [[]]}]", 2)]
    [InlineData("mirrors: [{name: x, from: localhost/a, to: 'file:///x', tags: [], platforms: {}, referrers: yes}]", 3)]
    public void Parse_NothingOfUse_IsAProblemAndNoConfig(string yaml, int least)
    {
        var load = Parse(yaml);
        load.Config.ShouldBeNull();
        load.Problems.Count.ShouldBeGreaterThanOrEqualTo(least);
    }

    [Fact]
    public void Parse_ControlCharactersInValues_AreNotInMessages()
    {
        var load = Parse("mirrors: [{name: \"a\\e[2Jb\", from: [\"\\e[2J\", {list: \"\\r\\n\"}], to: \"\\e]0;x\\a\"}]");
        load.Problems.Count.ShouldBe(4);
        foreach (var problem in load.Problems) problem.Message.ShouldAllBe(c => !char.IsControl(c));
    }

    [Fact]
    public void Parse_DamagedAnywhere_NeverThrows()
    {
        var good = File.ReadAllBytes(Path.Combine(Checkout.Root, "examples", "mirrors.yaml"));
        var random = new Random(4);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = good.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var load = MirrorsFile.Parse(bytes.AsSpan(0, random.Next(bytes.Length + 1)), "/etc");
            (load.Config is null).ShouldBe(load.Problems.Count > 0);
        }
    }

    [Theory]
    [InlineData("none.yaml", "no such file")]
    [InlineData("", "is a directory")]
    public void Load_NoFile_SaysSo(string name, string problem) =>
        MirrorsFile.Load(Path.Combine(AppContext.BaseDirectory, name)).Problems.ShouldHaveSingleItem().Message.ShouldContain(problem);

    private static MirrorsLoad Parse(string yaml) => MirrorsFile.Parse(Encoding.UTF8.GetBytes(yaml), "/etc/fairlead");
}
