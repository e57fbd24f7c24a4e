using Fairlead.Tests.Artifacts.Promotion.Manifests;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class ImagesUsageTests
{
    [Theory]
    [InlineData("say what is promoted, with --manifests DIR, or with --plan FILE")]
    [InlineData("--map replaces names of manifests: give --manifests, or leave it out", "--plan", "p.json", "--map", "a=b")]
    [InlineData("--map: 'a' is no replacement: write FROM=TO, such as registry.example.org/images=localhost:5000/images", "--manifests", "m", "--map", "a")]
    [InlineData("--map: 'a.example.org' is replaced twice: keep one", "--manifests", "m", "--map", "a.example.org=b.example.org", "a.example.org=c.example.org")]
    [InlineData("there is no option '--conferm'", "--manifests", "m", "--map", "a=b", "--conferm")]
    [InlineData("--before-copy is empty: give a command, or leave it out", "--manifests", "m", "--before-copy", "")]
    [InlineData("--manifests is empty: give a path", "--manifests", "")]
    [InlineData("--record is empty: give a path or a store", "--manifests", "m", "--record", "")]
    [InlineData("--record: credentials don't belong into a store's URL: give them in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or as a profile", "--manifests", "m", "--record", "s3://KEY:SECRET@audit")]
    [InlineData("--record: /dev/null: it is there already, and a record is never replaced: name another file, or a folder", "--manifests", "m", "--record", "/dev/null")]
    [InlineData("--plan-out: /dev/null is no place for a file", "--manifests", "m", "--plan-out", "/dev/null")]
    [InlineData("--signatures canonical needs --policy FILE: its upstream.signatures is where they belong", "--manifests", "m", "--signatures", "canonical")]
    [InlineData("--rate: 'much' is not a number of requests; write 10 or 0.5", "--manifests", "m", "--rate", "much")]
    public async Task Images_WrongUsage_Is2AndSaysWhatIsRight(string problem, params string[] args)
    {
        foreach (var verb in new[] { "images", "plan" }) // a script that swaps them is told the same
        {
            var run = await CommandRun.InProcessAsync(["promote", verb, .. args]);
            run.ExitCode.ShouldBe(2);
            run.Error.ShouldContain($"fairlead: {problem}\n");
            run.Error.ShouldEndWith($"Try 'fairlead promote {verb} --help'.\n");
        }
    }

    [Fact]
    public async Task Images_UnknownRule_Is2() => (await CommandRun.InProcessAsync("promote", "images", "--manifests", "m", "--signatures", "some")).ExitCode.ShouldBe(2);

    [Fact]
    public async Task Images_WrongManifests_Is2WithEveryPlace()
    {
        using var folder = new PromotionFolder();
        folder.WithFile("manifests/a/promoter-manifest.yaml", "registries:\n- name: staging.example.org\n  src: true\n- {nmae: x}\n");
        folder.WithFile("images/a/images.yaml", "- name: app\n  dmap:\n    \"sha256:00\": [v1]\n");
        foreach (var verb in new[] { "images", "plan" })
        {
            var run = await CommandRun.InProcessAsync("promote", verb, "--manifests", folder.Root);
            run.ExitCode.ShouldBe(2);
            run.Error.ShouldContain("promoter-manifest.yaml:4:4: 'nmae' is not a key");
            run.Error.ShouldContain("images.yaml:3:5: the key ");
            run.Output.ShouldBe("");
        }
    }

    [Fact]
    public async Task Images_NamesOfHostileManifests_AreShownWithoutControlCharacters()
    {
        using var folder = new PromotionFolder();
        folder.WithFile("manifests/\e[2J/OWNERS", "");
        folder.WithFile("images/OWNERS", "");
        var run = await CommandRun.InProcessAsync("promote", "images", "--manifests", folder.Root);
        run.Error.ShouldContain("/manifests/?[2J: ");
        run.Error.ShouldNotContain('\e');
    }

    [Theory]
    [InlineData("", "there is no such file")]
    [InlineData("{}", null)]
    [InlineData("not JSON", null)]
    public async Task Images_WrongPlan_Is2AndNamesTheFile(string text, string? why)
    {
        using var folder = new PromotionFolder();
        var path = Path.Combine(folder.Root, "plan.json");
        if (text.Length > 0) folder.WithFile("plan.json", text);
        var run = await CommandRun.InProcessAsync("promote", "images", "--plan", path);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith($"fairlead: {path}: {why}");
    }

    [Fact]
    public async Task Images_WrongMirrorsOrPolicy_Is2BeforeAnythingIsRead()
    {
        using var folder = new PromotionFolder();
        folder.WithFile("mirrors.yaml", "mirrors: []\nx: 1\n");
        folder.WithFile("policy.yaml", "upstream: {registry: \"https://registry.example.org\"}\n");
        var mirrors = await CommandRun.InProcessAsync("promote", "images", "--manifests", "none", "--sync", Path.Combine(folder.Root, "mirrors.yaml"));
        (mirrors.ExitCode, mirrors.Error.Contains("mirrors.yaml:2:1: error: 'x' is not a key", StringComparison.Ordinal)).ShouldBe((2, true));
        var policy = await CommandRun.InProcessAsync("promote", "images", "--manifests", "none", "--signatures", "canonical", "--policy", Path.Combine(folder.Root, "policy.yaml"));
        (policy.ExitCode, policy.Error).ShouldBe((2, $"fairlead: {folder.Root}/policy.yaml has no upstream.signatures: add it, or promote with --signatures all\n"));
    }
}
