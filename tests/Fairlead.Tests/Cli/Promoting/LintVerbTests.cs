using System.Text.Json;
using Fairlead.Tests.Artifacts.Promotion.Manifests;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class LintVerbTests
{
    private const string A = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private const string Registries = "registries:\n- {name: staging.example.org/team, src: true}\n- {name: eu.example.org/prod}\n";

    [Fact]
    public async Task Lint_GoodManifests_AreCounted()
    {
        using var folder = new PromotionFolder().With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1]\n    {B}: []\n");
        var run = await CommandRun.InProcessAsync("promote", "lint", "--manifests", folder.Root);
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldBe($"{folder.Root}: good, 1 manifest, 1 image, 2 digests, 0 warnings\n");
    }

    [Fact]
    public async Task Lint_Warnings_FailWhenStrictAlone()
    {
        using var folder = new PromotionFolder().With("a", Registries, $"- name: app\n  dmap:\n    {A}: [latest]\n");
        var run = await CommandRun.InProcessAsync("promote", "lint", "--manifests", folder.Root);
        run.ExitCode.ShouldBe(0);
        run.Error.ShouldStartWith($"{folder.PathOf("images/a/images.yaml")}:3:79: warning: a promoted tag never moves");
        (await CommandRun.InProcessAsync("promote", "lint", "--manifests", folder.Root, "--strict")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Lint_Errors_AreToldWithTheirPlaces()
    {
        using var folder = new PromotionFolder().With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1]\n    {B}: [v1]\n").With("b", Registries, "- {name: X, dmap: {}}");
        var run = await CommandRun.InProcessAsync("promote", "lint", "--manifests", folder.Root);
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        var lines = run.Error.TrimEnd().Split('\n');
        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith($"{folder.PathOf("images/a/images.yaml")}:4:79: error: the tag 'v1' is another digest at");
        lines[1].ShouldStartWith($"{folder.PathOf("images/b/images.yaml")}:1:10: error: 'X' is no name of an image");
        lines[2].ShouldBe($"{folder.Root}: 2 errors, 0 warnings");
    }

    [Fact]
    public async Task Lint_Json_HasAll()
    {
        using var folder = new PromotionFolder().With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1]\n    {B}: [v1]\n");
        var run = await CommandRun.ProgramAsync(null, "promote", "lint", "--manifests", folder.Root, "--json");
        run.ExitCode.ShouldBe(2);
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        (root.GetProperty("good").GetBoolean(), root.GetProperty("errors").GetInt32(), root.GetProperty("digests").GetInt32()).ShouldBe((false, 1, 2));
        var problem = root.GetProperty("problems").EnumerateArray().ShouldHaveSingleItem();
        (problem.GetProperty("severity").GetString(), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()).ShouldBe(("error", 4, 79));
        problem.GetProperty("file").GetString().ShouldBe(folder.PathOf("images/a/images.yaml"));
    }

    [Fact]
    public async Task Lint_FolderWithControlCharacters_WritesNoneToTheTerminal()
    {
        using var folder = new PromotionFolder().With("a", Registries, "[]").WithFile("manifests/\u001b[2J\n/OWNERS", "x");
        var run = await CommandRun.InProcessAsync("promote", "lint", "--manifests", folder.Root);
        run.Error.Replace("\n", "", StringComparison.Ordinal).ShouldAllBe(c => !char.IsControl(c));
        run.Error.ShouldContain("?[2J?: warning: it has no promoter-manifest.yaml");
    }

    [Fact]
    public async Task Lint_ManifestsOfFiles_AreReadToo()
    {
        const string Stores = "filestores:\n- {base: \"file:///srv/staging\", src: true}\n- {base: \"file:///srv/prod\"}\n";
        var list = $"files:\n- {{name: a/b.tar.gz, sha256: {A["sha256:".Length..]}}}\n";
        using var folder = new PromotionFolder().WithFile("filestores/tool/filepromoter-manifest.yaml", Stores).WithFile("manifests/tool/v1.yaml", list).WithFile("one.yaml", Stores + list);
        var run = await CommandRun.InProcessAsync("promote", "lint", "--manifests", folder.Root);
        (run.ExitCode, run.Error, run.Output).ShouldBe((0, "", $"{folder.Root}: good, 1 manifest, 1 file, 0 warnings\n"));
        (await CommandRun.InProcessAsync("promote", "lint", "--manifests", folder.PathOf("one.yaml"))).ExitCode.ShouldBe(0);

        folder.With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1]\n"); // images beside them
        var both = await CommandRun.InProcessAsync("promote", "lint", "--manifests", folder.Root);
        (both.ExitCode, both.Error).ShouldBe((0, ""));
        both.Output.ShouldContain("2 manifests, 1 image, 1 digest, 1 file");

        folder.WithFile("manifests/tool/v2.yaml", "files:\n- {name: ../x, sha256: 1}\n");
        var bad = await CommandRun.InProcessAsync("promote", "lint", "--manifests", folder.Root);
        bad.ExitCode.ShouldBe(2);
        bad.Error.ShouldContain($"{folder.PathOf("manifests/tool/v2.yaml")}:2:10: error: '../x' can't be a file's name");
    }

    [Fact]
    public async Task Lint_WithoutManifests_IsWrongUsage() => (await CommandRun.InProcessAsync("promote", "lint")).ExitCode.ShouldBe(2);
}
