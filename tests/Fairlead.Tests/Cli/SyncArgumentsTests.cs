using System.CommandLine;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Cli;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class SyncArgumentsTests
{
    private const string Image = "registry.example.org/team/app";

    [Fact]
    public void Read_Sources_AreWhatWasSaid()
    {
        var sources = Plan("--from", Image, "localhost:5000/b:v1", "--from", "s3://bucket/prefix?region=x", "--all-repositories", "registry.example.org/team",
            "--manifests", "/promotion", "--list", "/images.txt", "--to", "file:///mirror").Jobs.ShouldHaveSingleItem().Sources;
        sources[0].ShouldBeOfType<ImageSource>().Reference.ShouldBe(new ImageReference("registry.example.org", "team/app", null, null));
        sources[1].ShouldBeOfType<ImageSource>().Reference.ShouldBe(new ImageReference("localhost:5000", "b", "v1", null));
        sources[2].ShouldBeOfType<StoreUrlSource>().Url.Text.ShouldBe("s3://bucket/prefix?region=x");
        sources[3].ShouldBeOfType<RegistrySource>().ShouldSatisfyAllConditions(one => one.Host.ShouldBe("registry.example.org"), one => one.Prefix.ShouldBe("team"));
        sources[4].ShouldBeOfType<PromotionSource>().ShouldSatisfyAllConditions(one => one.Folder.ShouldBe("/promotion"), one => one.Registry.ShouldBeNull());
        sources[5].ShouldBeOfType<ListFileSource>().Path.ShouldBe("/images.txt");
        sources.Count.ShouldBe(6);
    }

    [Fact]
    public void Read_BareHost_IsTheRegistryOfManifestsAndOfWhatIsMissing()
    {
        var manifests = Plan("--manifests", "/promotion", "--from", "localhost:5000", "--to", "file:///mirror");
        manifests.Jobs[0].Sources.ShouldHaveSingleItem().ShouldBeOfType<PromotionSource>().Registry.ShouldBe("localhost:5000");
        var missing = Plan("--missing", "http://127.0.0.1:9090/missing", "--from", "localhost:5000", "--to", "file:///mirror");
        missing.Jobs[0].Sources.ShouldBe([new MissingSource(new Uri("http://127.0.0.1:9090/missing"), "localhost:5000")]);
    }

    [Fact]
    public void Read_Selection_IsThatOfEverySource()
    {
        var plan = Plan("--from", Image, "--to", "file:///mirror", "--allow-tag", "v*", "--allow-tag", "1.*", "--deny-tag", "*-rc*", "--semver", ">=1.28", "--platform", "linux/arm/v7", "--no-referrers", "--non-distributable");
        var selection = plan.Jobs[0].Sources[0].Selection;
        (selection.Tags.Allows("v1.28.0"), selection.Tags.Allows("1.30.0"), selection.Tags.Allows("v1.28.0-rc.1"), selection.Tags.Allows("v1.27.0")).ShouldBe((true, true, false, false));
        selection.Platforms.ShouldBe([new Platform("linux", "arm", "v7")]);
        (selection.Referrers, selection.NonDistributable).ShouldBe((false, true));
    }

    [Fact]
    public void Read_HowItIsRun_IsWhatWasSaid()
    {
        var plan = Plan("--from", Image, "--to", "file:///a", "--to", "file:///b", "--inventory", "other/key", "--plain-http", "Localhost:5000", "--rate", "0.5", "--jobs", "40",
            "--shard", "3/8", "--dry-run", "--every", "90m", "--cache", "/cache", "--json");
        plan.Jobs[0].Destinations.Select(one => (one.Url.Text, one.InventoryKey)).ShouldBe([("file:///a", "other/key"), ("file:///b", "other/key")]);
        plan.Registries.PlainHttp.ShouldContain("localhost:5000");
        (plan.Registries.RatePerSecond, plan.Registries.MaxConcurrency, plan.Registries.ManifestCacheFolder).ShouldBe((0.5, 40, "/cache/manifests"));
        (plan.Sync.Copy.Jobs, plan.Sync.Shard, plan.Sync.DryRun).ShouldBe((40, new Shard(3, 8), true));
        (plan.Every, plan.IsJson).ShouldBe((TimeSpan.FromMinutes(90), true));
    }

    [Fact]
    public void Read_NothingSaid_IsTheDefault()
    {
        var plan = Plan("--from", Image, "--to", "file:///a");
        (plan.Registries.RatePerSecond, plan.Registries.MaxConcurrency).ShouldBe((null, 16));
        (plan.Sync.Copy.Jobs, plan.Sync.Shard, plan.Sync.DryRun, plan.Every, plan.IsJson).ShouldBe((8, null, false, null, false));
        plan.Jobs[0].Destinations[0].InventoryKey.ShouldBe("containers/inventory");
        plan.Jobs[0].Sources[0].Selection.Referrers.ShouldBeTrue();
    }

    [Fact]
    public void Read_Config_GivesWhatTheCommandLineDoesNot()
    {
        using var folder = new PolicyFolder();
        folder.Write("mirrors.yaml", """
            mirrors: [{name: a, from: {list: images.txt}, to: "file:///a"}, {name: b, from: localhost:5000/b, to: "file:///b"}]
            registries: {plainHttp: "localhost:5000", rate: 5, jobs: 3}
            """);
        var plan = Plan("--config", folder.File("mirrors.yaml"), "--jobs", "4", "--plain-http", "localhost:5001");
        plan.Jobs.Select(job => job.Name).ShouldBe(["a", "b"]);
        plan.Jobs[0].Sources[0].ShouldBeOfType<ListFileSource>().Path.ShouldBe(folder.File("images.txt"));
        plan.Registries.PlainHttp.Order().ShouldBe(["localhost:5000", "localhost:5001"]);
        (plan.Registries.RatePerSecond, plan.Sync.Copy.Jobs).ShouldBe((5, 4));
    }

    [Fact]
    public void Read_ConfigThatChanged_IsReadAnew()
    {
        var folder = Directory.CreateTempSubdirectory("fairlead-mirrors-").FullName;
        var before = Console.Error;
        using var told = new StringWriter();
        Console.SetError(told);
        try
        {
            var file = Path.Combine(folder, "mirrors.yaml");
            File.WriteAllText(file, $"mirrors: [{{name: a, from: {Image}, to: 'file:///a'}}]");
            var parsed = Parse(["--config", file], out var arguments);
            arguments.Read(parsed)!.Jobs.Single().Name.ShouldBe("a");
            File.WriteAllText(file, $"mirrors: [{{name: b, from: {Image}, to: 'file:///a'}}]");
            arguments.Read(parsed)!.Jobs.Single().Name.ShouldBe("b");
            File.WriteAllText(file, "mirrors: nonsense");
            arguments.Read(parsed).ShouldBeNull();
            told.ToString().ShouldStartWith(file + ":1:10: error: ");
        }
        finally
        {
            Console.SetError(before);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("say what is copied", "--to", "file:///a")]
    [InlineData("say where to", "--from", Image)]
    [InlineData("--from: 'app/x' names no registry", "--from", "app/x", "--to", "file:///a")]
    [InlineData("names no repository: write registry.example.org/REPOSITORY, or --all-repositories registry.example.org", "--from", "registry.example.org", "--to", "file:///a")]
    [InlineData("leave 'https://' out", "--from", "https://registry.example.org/a", "--to", "file:///a")]
    [InlineData("--from is empty", "--from", "", "--to", "file:///a")]
    [InlineData("there is no option '--too'", "--from", Image, "--too", "file:///a")]
    [InlineData("--to: a store is s3://", "--from", Image, "--to", "/srv/mirror")]
    [InlineData("--to: file:///a is there twice", "--from", Image, "--to", "file:///a", "file:///a")]
    [InlineData("--to: file:///a/ is there twice, first as file:///a", "--from", Image, "--to", "file:///a", "--to", "file:///a/")]
    [InlineData("an image of Docker's own is docker.io/library/alpine:3", "--from", "alpine:3", "--to", "file:///a")]
    [InlineData("--inventory: '../x'", "--from", Image, "--to", "file:///a", "--inventory", "../x")]
    [InlineData("--shard: '/8' is not I/N", "--from", Image, "--to", "file:///a", "--shard", "/8")]
    [InlineData("--every: '1 h' is not a duration", "--from", Image, "--to", "file:///a", "--every", "1 h")]
    [InlineData("--every: '0s' is not a duration", "--from", Image, "--to", "file:///a", "--every", "0s")]
    [InlineData("--rate: '0'", "--from", Image, "--to", "file:///a", "--rate", "0")]
    [InlineData("--rate: 'NaN'", "--from", Image, "--to", "file:///a", "--rate", "NaN")]
    [InlineData("--jobs: '0'", "--from", Image, "--to", "file:///a", "--jobs", "0")]
    [InlineData("--plain-http: 'http://localhost'", "--from", Image, "--to", "file:///a", "--plain-http", "http://localhost")]
    [InlineData("--platform: 'amd64'", "--from", Image, "--to", "file:///a", "--platform", "amd64")]
    [InlineData("--semver: ", "--from", Image, "--to", "file:///a", "--semver", "one")]
    [InlineData("--missing needs --from HOST", "--missing", "http://h/missing", "--to", "file:///a")]
    [InlineData("leave out other sources", "--missing", "http://h/missing", "--from", "localhost", Image, "--to", "file:///a")]
    [InlineData("--missing: 'h/missing' is no URL", "--missing", "h/missing", "--from", "localhost", "--to", "file:///a")]
    [InlineData("name one", "--manifests", "m", "--from", "localhost:1", "localhost:2", "--to", "file:///a")]
    [InlineData("--config says what is copied and where to: leave --to out", "--config", "m.yaml", "--to", "file:///a")]
    [InlineData("--config says what is copied and where to: leave --platform out", "--config", "m.yaml", "--platform", "linux/amd64")]
    [InlineData("--config is empty", "--config", "")]
    public void Parse_WrongUsage_SaysWhatIsWrong(string message, params string[] args) =>
        string.Join('\n', Parse(args, out _).Errors.Select(error => error.Message)).ShouldContain(message);

    private static SyncPlan Plan(params string[] args)
    {
        var parsed = Parse(args, out var arguments);
        parsed.Errors.Select(error => error.Message).ShouldBeEmpty();
        return arguments.Read(parsed).ShouldNotBeNull();
    }

    private static ParseResult Parse(string[] args, out SyncArguments arguments)
    {
        var command = new Command("sync");
        arguments = new SyncArguments();
        arguments.AddTo(command);
        return command.Parse(args);
    }
}
