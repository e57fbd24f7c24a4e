using System.Text.Json;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Promotion.Revisions;
using Fairlead.Tests.Support.Registries;
using Platform = Fairlead.Formats.Oci.Platform;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class DiffVerbTests : IDisposable
{
    private const string A = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private const string Registries = "registries:\n- {name: staging.example.org/team, src: true}\n- {name: eu.example.org/prod}\n";

    private readonly GitSandbox _git = new();

    public void Dispose() => _git.Dispose();

    [Fact]
    public async Task Diff_Offline_TellsWhatComesAndGoes()
    {
        var was = _git.With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1, old]\n- name: gone\n  dmap: {{{B}: [v1]}}\n").Commit();
        var now = _git.With("a", Registries + "- {name: us.example.org/prod}\n", $"- name: app\n  dmap:\n    {A}: [v1, '1']\n- name: team/new\n  dmap: {{{B}: []}}\n").Commit();
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldBe($"""
            Promotion: {was[..12]} to {now[..12]}
            Manifest a
              adds the destination us.example.org/prod for all of its images
              adds the image team/new
              adds the tag 1 of app@{A}
              adds team/new@{B} without a tag
              takes out the image gone
              takes out the tag old of app@{A}
              takes out gone@{B} with the tag v1
            What is taken out stays in the registries: promotion removes nothing.
            Nothing is wrong with the manifests; no registry was asked.

            """, StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public async Task Diff_TagThatMoves_IsRefused()
    {
        _git.With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1]\n").Commit();
        _git.With("a", Registries, $"- name: app\n  dmap:\n    {B}: [v1]\n").Commit();
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"refused: the tag eu.example.org/prod/app:v1 would move from {A} to {B}, and tags never move");
        run.Output.ShouldContain("Refused: nothing would be promoted.");
    }

    [Fact]
    public async Task Diff_TagThatAnotherManifestTakesOver_IsRefused()
    {
        _git.With("a", Registries, $"- name: x/app\n  dmap:\n    {A}: [v1]\n").Commit();
        File.Delete(_git.PathOf("manifests/a/promoter-manifest.yaml"));
        File.Delete(_git.PathOf("images/a/images.yaml"));
        _git.With("b", "registries:\n- {name: other.example.org, src: true}\n- {name: eu.example.org/prod/x}\n", $"- name: app\n  dmap:\n    {B}: [v1]\n").Commit();
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"refused: the tag eu.example.org/prod/x/app:v1 would move from {A} to {B}");
        run.Output.ShouldContain("Manifest a, taken out");
        run.Output.ShouldContain("Manifest b, new");
    }

    [Fact]
    public async Task Diff_HeadWithErrors_ExitsWithTwoAndTellsThePlaces()
    {
        _git.With("a", Registries, "[]").Commit();
        _git.With("a", Registries, "- {name: A, dmap: {}}").Commit();
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("error: images/a/images.yaml:1:10: 'A' is no name of an image");
        (await RunAsync("HEAD..HEAD^", "--offline")).ExitCode.ShouldBe(0); // and back to what was good
    }

    [Fact]
    public async Task Diff_TagWithTwoDigests_IsRefused()
    {
        _git.With("a", Registries, "[]").Commit();
        _git.With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1]\n    {B}: [v1]\n").Commit();
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("error: images/a/images.yaml:4:79: the tag 'v1' is another digest at images/a/images.yaml:3:79");
    }

    [Fact]
    public async Task Diff_Warnings_AreThoseOfTheFilesThatChange()
    {
        _git.With("a", Registries, $"- name: app\n  dmap:\n    {A}: [latest]\n").With("b", Registries, $"- name: tool\n  dmap:\n    {A}: [v1]\n").Commit();
        _git.With("b", Registries, $"- name: tool\n  dmap:\n    {A}: [v1, stable]\n").Commit();
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("warning: images/b/images.yaml:3:83: a promoted tag never moves: 'stable'");
        run.Output.ShouldNotContain("latest");
    }

    [Fact]
    public async Task Diff_Registries_AreAskedForWhatComesAlone()
    {
        var image = new ImageBuilder().AddSeeded(Platform.LinuxAmd64, 1, 1, 100).Build();
        var (there, digest) = (new ImageBuilder().AddSeeded(Platform.LinuxAmd64, 2, 1, 100).Build(), image.Index.Digest);
        var content = new RegistryContent();
        content.AddImage("staging/app", "v1", image);
        content.AddImage("prod/app", "v2", there);
        await using var registry = await FakeRegistry.StartAsync(content);
        const string Old = $"- name: old\n  dmap: {{{A}: [v1]}}\n";
        _git.With("a", Registries, Old).Commit();
        _git.With("a", Registries, $"{Old}- name: app\n  dmap:\n    {digest}: [v1]\n    {there.Index.Digest}: [v2]\n    {B}: [v9]\n").Commit();
        string[] map = ["--map", $"staging.example.org/team={registry.Host}/staging", "--map", $"eu.example.org={registry.Host}", "--plain-http", registry.Host];
        var run = await RunAsync(["HEAD^..HEAD", .. map]);
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"copy: {registry.Host}/prod/app:v1 as {digest}");
        run.Output.ShouldContain($"lost: {registry.Host}/prod/app:v9 as {B}: {registry.Host}/staging has not got it");
        run.Output.ShouldContain("1 to copy, 1 as they should be, 1 lost, 0 refused, 0 not read.");
        run.Output.ShouldContain("Not all of it could be promoted.");
        registry.Seen.ShouldAllBe(request => !request.Target.Contains("old", StringComparison.Ordinal));
        (await RunAsync(["HEAD^..HEAD", "--allow-lost", .. map])).ExitCode.ShouldBe(0);

        _git.With("a", Registries, $"{Old}- name: app\n  dmap:\n    {digest}: [v2]\n").Commit();
        var refused = await RunAsync(["HEAD~2..HEAD", .. map]);
        refused.ExitCode.ShouldBe(1);
        refused.Output.ShouldContain($"refused: {registry.Host}/prod/app:v2 as {digest}: the tag is {there.Index.Digest} there, and tags never move");
    }

    [Fact]
    public async Task Diff_Json_HasAll()
    {
        var was = _git.With("a", Registries, "[]").Commit();
        _git.With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1]\n").Commit();
        var run = await CommandRun.ProgramAsync(null, "promote", "diff", $"{was}..HEAD", "--repository", _git.Root, "--offline", "--json");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        (root.GetProperty("base").GetString(), root.GetProperty("good").GetBoolean(), root.GetProperty("plan").ValueKind).ShouldBe((was, true, JsonValueKind.Null));
        var change = root.GetProperty("changes").EnumerateArray().ShouldHaveSingleItem();
        change.GetProperty("imagesAdded").EnumerateArray().Single().GetString().ShouldBe("app");
        var added = change.GetProperty("added").EnumerateArray().ShouldHaveSingleItem();
        (added.GetProperty("digest").GetString(), added.GetProperty("whole").GetBoolean(), added.GetProperty("tags")[0].GetString()).ShouldBe((A, true, "v1"));
    }

    [Fact]
    public async Task Diff_HostileNames_AreNoMarkup()
    {
        const string Hostile = "x`y <img src=a onerror=b> @team #1 [l](http:evil) | **b** \u202e~";
        _git.With("README", "x").Commit();
        _git.With(Hostile, Registries, $"- name: app\n  dmap:\n    {A}: [v1]\n").With($"manifests/{Hostile}2/OWNERS", "").Commit();
        var run = await RunAsync("HEAD^..HEAD", "--offline", "--markdown");
        run.ExitCode.ShouldBe(0);
        var shown = Hostile.Replace('`', '\'').Replace('\u202e', '?');
        run.Output.ShouldContain($"**Manifest `{shown}`, new**");
        run.Output.ShouldContain($"- warning: `manifests/{shown}2`: ");
        run.Output.ShouldNotContain("\u202e");
        foreach (var line in run.Output.Split('\n'))
        {
            var outside = string.Concat(line.Split('`').Where((_, i) => i % 2 == 0)).Replace("**", "", StringComparison.Ordinal);
            outside.ShouldAllBe(c => char.IsAsciiLetterOrDigit(c) || " -:,.;@".Contains(c, StringComparison.Ordinal));
            outside.ShouldNotContain("@");
        }
    }

    [Fact]
    public async Task Diff_Markdown_FitsIntoAComment()
    {
        _git.With("a", Registries, "[]").Commit();
        _git.With("a", Registries, "- name: app\n  dmap:\n" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"    {Digest.Of(BitConverter.GetBytes(i))}: [v{i}]\n"))).Commit();
        var run = await RunAsync("HEAD^..HEAD", "--offline", "--markdown");
        run.Output.Length.ShouldBeLessThan(65_536);
        run.Output.ShouldContain(" more lines; --json has all.");
        run.Output.ShouldContain("Nothing is wrong with the manifests");
    }

    [Fact]
    public async Task Diff_AsManyWarningsAsLike_HideNothingThatWouldBePromoted()
    {
        _git.With("z", Registries, "[]").Commit();
        _git.With("a", Registries, string.Concat(Enumerable.Range(0, 1_000).Select(i => $"- {{name: app{i}, dmap: {{}}}}\n"))); // a warning each
        _git.With("z", Registries, $"- name: app\n  dmap:\n    {A}: [latest]\n").Commit();
        var run = await RunAsync("HEAD^..HEAD", "--offline", "--markdown");
        run.Output.ShouldContain(" more lines; --json has all.");
        run.Output.ShouldContain($"`app@{A}`");
        run.Output.IndexOf("warning:", StringComparison.Ordinal).ShouldBeGreaterThan(run.Output.IndexOf($"`app@{A}`", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--output=x..HEAD")]
    [InlineData("main..--output=x")]
    [InlineData("main")]
    [InlineData("main..")]
    public async Task Diff_WhatIsNoRange_IsWrongUsage(string range)
    {
        _git.With("a", Registries, "[]").Commit();
        (await RunAsync(range, "--offline")).ExitCode.ShouldBe(2);
        File.Exists(_git.PathOf("x")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("main..nowhere", "", "is no commit")]
    [InlineData("main..main", "elsewhere", "has no manifests in elsewhere")]
    [InlineData("main..main", "../x", "no path within the repository")]
    public async Task Diff_WhatIsNotThere_IsWrongUsage(string range, string path, string message)
    {
        _git.With("a", Registries, "[]").Commit();
        var run = await RunAsync([range, "--offline", .. path.Length > 0 ? new[] { "--manifests", path } : []]);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Diff_NothingChanged_SaysSo()
    {
        _git.With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1]\n").Commit();
        _git.With("a", Registries, $"# why\n- name: app\n  dmap:\n    {A}: [ v1 ]\n").Commit();
        var run = await RunAsync("main^...main", "--offline");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("Nothing that would be promoted changes.");
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.InProcessAsync(["promote", "diff", "--repository", _git.Root, .. args]);
}
