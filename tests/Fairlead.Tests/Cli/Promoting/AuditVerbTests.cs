using System.Text.Json;
using Fairlead.Artifacts.Promotion.Auditing;
using Fairlead.Cli.Promoting;
using Fairlead.Demo.Images;
using Fairlead.Tests.Artifacts.Promotion.Manifests;
using Fairlead.Tests.Artifacts.Promotion.Planning;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class AuditVerbTests
{
    private static readonly Blob s_a = PlanSamples.BlobOf(1);
    private static readonly Blob s_b = PlanSamples.BlobOf(2);

    [Theory]
    [InlineData("say what is to be there, with --manifests DIR")]
    [InlineData("--ignore: 'lost' is none of missing, moved, extra, unsigned", "--manifests", "m", "--ignore", "lost")]
    [InlineData("--ignore leaves nothing to look for", "--manifests", "m", "--ignore", "missing", "moved", "extra", "unsigned")]
    [InlineData("--map: 'a' is no replacement: write FROM=TO, such as registry.example.org/images=localhost:5000/images", "--manifests", "m", "--map", "a")]
    [InlineData("--signatures canonical needs --policy FILE: its upstream.signatures is where they belong", "--manifests", "m", "--signatures", "canonical")]
    public async Task Audit_WrongUsage_Is2AndSaysWhatIsRight(string problem, params string[] args)
    {
        var run = await CommandRun.InProcessAsync(["promote", "audit", .. args]);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain($"fairlead: {problem}\n");
        run.Error.ShouldEndWith("Try 'fairlead promote audit --help'.\n");
    }

    [Fact]
    public async Task Audit_WrongManifests_Is2()
    {
        using var folder = new PromotionFolder();
        var run = await CommandRun.InProcessAsync("promote", "audit", "--manifests", folder.Root);
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain("there is no such folder");
    }

    [Fact]
    public async Task Audit_AllAsItShouldBe_Is0()
    {
        await using var registry = await FakeRegistry.StartAsync();
        using var folder = Manifests($"\"{s_a.Digest}\": [v1]");
        PlanWorld.Put(registry, "prod/app", s_a, "v1");
        var run = await AuditAsync(registry, folder, "--signatures", "none");
        (run.ExitCode, run.Output, run.Error).ShouldBe((0, "1 tag in 1 repository: all as the manifests say\n", ""));
    }

    [Fact]
    public async Task Audit_Findings_AreATableAnd1()
    {
        await using var registry = await FakeRegistry.StartAsync();
        using var folder = Manifests($"\"{s_a.Digest}\": [v1, v2, v3]");
        PlanWorld.Put(registry, "prod/app", s_a, "v1");
        PlanWorld.Put(registry, "prod/app", s_b, "v2", "stranger");
        PlanWorld.Put(registry, "prod/other", s_b, "v1");
        var run = await AuditAsync(registry, folder);
        run.ExitCode.ShouldBe(1);
        var lines = run.Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        var place = folder.PathOf("images/a/images.yaml");
        lines.ShouldBe(
        [
            "finding what why by",
            $"unsigned {registry.Host}/prod/app@{s_a.Digest} it has no signature {place}:3:81",
            $"extra {registry.Host}/prod/app:stranger no manifest names it; it is {s_b.Digest} -",
            $"moved {registry.Host}/prod/app:v2 it is {s_b.Digest}, not {s_a.Digest} {place}:3:85",
            $"missing {registry.Host}/prod/app:v3 {s_a.Digest} is wanted there {place}:3:89",
            $"extra {registry.Host}/prod/other no manifest names it, and it has 1 tag -",
            "3 tags in 1 repository: 1 missing, 1 moved, 2 extra, 1 unsigned",
            "",
        ]);
        (await AuditAsync(registry, folder, "--ignore", "unsigned", "--ignore", "extra")).Output.ShouldEndWith("3 tags in 1 repository: 1 missing, 1 moved\n");
    }

    [Fact]
    public async Task Audit_Json_HasEverything()
    {
        await using var registry = await FakeRegistry.StartAsync();
        using var folder = Manifests($"\"{s_a.Digest}\": [v1, v2]");
        PlanWorld.Put(registry, "prod/app", s_b, "v2");
        PlanWorld.Put(registry, "prod/other", s_b, "v1");
        registry.Manners.Fail(RegistryFault.Status("GET", "/v2/prod/other/tags/list", 403));
        var run = await CommandRun.ProgramAsync(null, Arguments(registry, folder, "--json"));
        run.ExitCode.ShouldBe(1);
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        root.EnumerateObject().Select(member => member.Name).ShouldBe(["version", "made", "good", "edges", "repositories", "counts", "findings", "failures", "unlisted"]);
        (root.GetProperty("good").GetBoolean(), root.GetProperty("edges").GetInt32(), root.GetProperty("counts").GetProperty("missing").GetInt32()).ShouldBe((false, 2, 1));
        var moved = root.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("kind").GetString() == "moved");
        (moved.GetProperty("repository").GetString(), moved.GetProperty("tag").GetString(), moved.GetProperty("wanted").GetString(), moved.GetProperty("held").GetString())
            .ShouldBe(($"{registry.Host}/prod/app", "v2", s_a.Digest.ToString(), s_b.Digest.ToString()));
        root.GetProperty("failures")[0].GetProperty("repository").GetString().ShouldBe($"{registry.Host}/prod/other");
        run.Error.ShouldContain($"{registry.Host}/prod/other: ");
    }

    [Fact]
    public async Task Audit_RegistryThatForbids_Is1WithTheReason()
    {
        await using var registry = await FakeRegistry.StartAsync();
        using var folder = Manifests($"\"{s_a.Digest}\": [v1]");
        registry.Manners.Fail(RegistryFault.Status(null, "/v2/", 403).Always);
        var run = await AuditAsync(registry, folder);
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBe("1 tag in 1 repository: 1 repository not read\n");
        run.Error.ShouldContain($"fairlead: {registry.Host}/prod/app could not be read, and 1 tag could not be looked at: ");
        run.Error.ShouldContain($"fairlead: {registry.Host} doesn't list its repositories: whole ones that are extra would not be seen there\n");
    }

    [Fact]
    public void Write_AMillionFindings_TellsAsManyAsAnybodyReads()
    {
        var findings = Enumerable.Range(0, 10_003).Select(i => new AuditFinding(AuditKind.Missing, "eu.example.org/prod/app", $"v{i}") { Wanted = s_a.Digest }).ToList();
        using var text = new StringWriter();
        AuditText.Write(text, new AuditReport(default, 10_003, 1, findings, [], []));
        var lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1 + 10_000 + 2);
        lines[^2].ShouldBe("and 3 more; --json has all");
    }

    private static PromotionFolder Manifests(string digests) => new PromotionFolder().With(
        "a", "registries:\n- {name: staging.example/a, src: true}\n- {name: prod.example/prod}\n", $"- name: app\n  dmap:\n    {digests}\n");

    private static Task<CommandRun> AuditAsync(FakeRegistry registry, PromotionFolder folder, params string[] args) => CommandRun.InProcessAsync(Arguments(registry, folder, args));

    private static string[] Arguments(FakeRegistry registry, PromotionFolder folder, params string[] args) =>
        ["promote", "audit", "--manifests", folder.Root, "--map", $"prod.example={registry.Host}", "--plain-http", registry.Host, .. args];
}
