using System.Text.Json;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Promotion.Revisions;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class DiffFilesTests : IDisposable
{
    private const string A = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private const string Stores = "filestores:\n- {base: 'gs://staging/tools', src: true}\n- {base: 'gs://prod/tools'}\n";

    private readonly GitSandbox _git = new();
    private readonly DirectoryInfo _sandbox = Directory.CreateTempSubdirectory("fairlead-stores-");

    public void Dispose()
    {
        _git.Dispose();
        _sandbox.Delete(recursive: true);
    }

    [Fact]
    public async Task Diff_Offline_TellsWhatComesAndGoes()
    {
        var was = Commit(Stores, ("v1/tool", A), ("old", B));
        var now = Commit("filestores:\n- {base: 'gs://other/tools', src: true}\n- {base: 's3://prod-eu/tools?region=eu-west-3'}\n", ("v1/tool", A), ("v2/tool", B));
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldBe($"""
            Promotion: {was[..12]} to {now[..12]}
            Manifest of files t
              takes files from gs://other/tools instead of gs://staging/tools
              adds the destination s3://prod-eu/tools?region=eu-west-3 for all of its files
              takes out the destination gs://prod/tools
              adds v2/tool with the SHA-256 {B}
              takes out old with the SHA-256 {B}
            What is taken out stays in the stores: promotion removes nothing.
            Nothing is wrong with the manifests; no store was asked.

            """, StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public async Task Diff_ManifestThatComesAndGoes_IsTold()
    {
        _git.With("README", "x").Commit();
        Commit(Stores, ("v1/tool", A));
        var come = await RunAsync("HEAD^..HEAD", "--offline");
        come.ExitCode.ShouldBe(0);
        come.Output.ShouldContain("Manifest of files t, new\n  takes files from gs://staging/tools\n  adds the destination gs://prod/tools\n  adds v1/tool");
        Directory.Move(_git.PathOf("filestores/t"), _git.PathOf("filestores/u"));
        Directory.Move(_git.PathOf("manifests/t"), _git.PathOf("manifests/u"));
        _git.Commit();
        var gone = await RunAsync("HEAD^..HEAD", "--offline");
        gone.ExitCode.ShouldBe(0);
        gone.Output.ShouldContain("Manifest of files t, taken out");
        gone.Output.ShouldContain("promotion removes nothing");
    }

    [Fact]
    public async Task Diff_FileThatChanges_IsRefused()
    {
        Commit(Stores, ("v1/tool", A));
        Commit(Stores, ("v1/tool", B));
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"refused: v1/tool in gs://prod/tools would change from {A} to {B}, and no other file is overwritten without --overwrite");
        run.Output.ShouldContain($"  changes v1/tool from {A} to {B}");
        run.Output.ShouldContain("Refused: nothing would be promoted.");
    }

    [Fact]
    public async Task Diff_FileThatAnotherManifestTakesOver_IsRefused()
    {
        Commit(Stores, ("v1/tool", A));
        Directory.Delete(_git.PathOf("filestores/t"), recursive: true);
        Directory.Delete(_git.PathOf("manifests/t"), recursive: true);
        _git.With("filestores/u/filepromoter-manifest.yaml", "filestores:\n- {base: 'gs://staging', src: true}\n- {base: 'gs://prod/'}\n").With("manifests/u/all.yaml", List(("tools/v1/tool", B))).Commit();
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"refused: tools/v1/tool in gs://prod/ would change from {A} to {B}");
    }

    [Fact]
    public async Task Diff_FileThatChangesWhereItIsNotPublished_IsNotRefused()
    {
        Commit(Stores, ("v1/tool", A));
        Commit(Stores.Replace("gs://prod", "gs://fresh", StringComparison.Ordinal), ("v1/tool", B));
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain($"  changes v1/tool from {A} to {B}");
    }

    [Fact]
    public async Task Diff_NothingChanged_SaysSo()
    {
        Commit(Stores, ("v1/tool", A), ("v2/tool", B));
        File.Delete(_git.PathOf("manifests/t/all.yaml"));
        _git.With("manifests/t/b.yaml", List(("v1/tool", A))).With("manifests/t/a.yaml", "# why\n" + List(("v2/tool", B))).Commit();
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("Nothing that would be promoted changes.");
    }

    [Fact]
    public async Task Diff_HeadWithErrors_ExitsWithTwoAndTellsThePlaces()
    {
        Commit(Stores, ("v1/tool", A));
        Commit(Stores, ("v1/tool", "ab"));
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("error: manifests/t/all.yaml:2:29: 'ab' is no SHA-256");
        var back = await RunAsync("HEAD..HEAD^", "--offline");
        back.ExitCode.ShouldBe(0);
        back.Output.ShouldContain("note: the manifests of the base have errors");
    }

    [Fact]
    public async Task Diff_BothKinds_AreTold()
    {
        _git.With("a", "registries:\n- {name: staging.example.org, src: true}\n- {name: eu.example.org}\n", "[]");
        Commit(Stores, ("v1/tool", A));
        _git.With("images/a/images.yaml", $"- name: app\n  dmap: {{'sha256:{A}': [v1]}}\n");
        Commit(Stores, ("v1/tool", A), ("v2/tool", B));
        var run = await RunAsync("HEAD^..HEAD", "--offline");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldContain($"adds app@sha256:{A} with the tag v1");
        run.Output.ShouldContain($"adds v2/tool with the SHA-256 {B}");
        run.Output.ShouldContain("no registry was asked.");
    }

    [Fact]
    public async Task Diff_Json_HasAll()
    {
        Commit(Stores, ("v1/tool", A), ("old", A));
        Commit(Stores + "- {base: 'gs://more'}\n", ("v1/tool", B), ("v2/tool", A));
        var run = await JsonAsync("--offline");
        run.ExitCode.ShouldBe(1);
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        (root.GetProperty("good").GetBoolean(), root.GetProperty("plan").ValueKind, root.GetProperty("filePlan").ValueKind).ShouldBe((false, JsonValueKind.Null, JsonValueKind.Null));
        root.GetProperty("fileChanges").EnumerateArray().ShouldHaveSingleItem().GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ShouldBe(
            $$"""
            {"name":"t","state":"changed","source":"gs://staging/tools","destinationsAdded":["gs://more"],"destinationsRemoved":[],"added":[{"file":"v2/tool","sha256":"{{A}}"}],"removed":[{"file":"old","sha256":"{{A}}"}],"changed":[{"file":"v1/tool","was":"{{A}}","becomes":"{{B}}"}]}
            """);
        var rewrite = root.GetProperty("fileRewrites").EnumerateArray().ShouldHaveSingleItem();
        (Text(rewrite, "file"), Text(rewrite, "to"), Text(rewrite, "was"), Text(rewrite, "becomes")).ShouldBe(("v1/tool", "gs://prod/tools", A, B));
    }

    [Fact]
    public async Task Diff_HostileNames_AreNoMarkup()
    {
        const string Hostile = "x`y <img src=a onerror=b> @team #1 [l](http:evil) | **b**";
        _git.With("README", "x").Commit();
        Commit($"filestores:\n- {{base: 'gs://staging/{Hostile.Replace("#", "%23", StringComparison.Ordinal)}', src: true}}\n- {{base: 'gs://prod'}}\n", (Hostile, A));
        var run = await RunAsync("HEAD^..HEAD", "--offline", "--markdown");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain($"- adds `{Hostile.Replace('`', '\'')}` with the SHA-256 `{A}`");
        foreach (var line in run.Output.Split('\n'))
        {
            var outside = string.Concat(line.Split('`').Where((_, i) => i % 2 == 0)).Replace("**", "", StringComparison.Ordinal);
            outside.ShouldAllBe(c => char.IsAsciiLetterOrDigit(c) || " -:,.;".Contains(c, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Diff_Stores_AreAskedForWhatComesAlone()
    {
        var (one, two, three) = (Put("staging/tools/one", "1"), Put("staging/tools/two", "2"), Digest.Of("3"u8).Hex);
        Put("prod/tools/two", "2");
        Put("prod/tools/old", "not what it was");
        Commit(Stores, ("old", A));
        Commit(Stores, ("old", A), ("one", one), ("two", two), ("three", three));
        var run = await RunAsync(["HEAD^..HEAD", .. Map]);
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"copy: one in {Url("prod/tools")} as {one}");
        run.Output.ShouldContain($"lost: three in {Url("prod/tools")}: it is not in {Url("staging/tools")}");
        run.Output.ShouldContain("1 to copy, 1 as they should be, 1 lost, 0 refused, 0 not known.");
        run.Output.ShouldContain("Not all of it could be promoted.");
        run.Output.ShouldNotContain("What the registries have");
        File.Exists(PathOf("prod/tools/one")).ShouldBeFalse();

        var allowed = await RunAsync(["HEAD^..HEAD", "--allow-lost", .. Map]);
        (allowed.ExitCode, allowed.Output.Contains("It can be promoted.", StringComparison.Ordinal)).ShouldBe((0, true));
    }

    [Fact]
    public async Task Diff_OtherFileInTheStore_IsRefused()
    {
        var there = Put("prod/tools/one", "another");
        var wanted = Put("staging/tools/one", "1");
        Commit(Stores);
        Commit(Stores, ("one", wanted));
        var run = await RunAsync(["HEAD^..HEAD", .. Map]);
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"refused: one in {Url("prod/tools")}: it is {there} there");
        run.Output.ShouldContain("Refused: nothing would be promoted.");
        using var json = JsonDocument.Parse((await JsonAsync(Map)).Output);
        var edge = json.RootElement.GetProperty("filePlan").GetProperty("refused").EnumerateArray().ShouldHaveSingleItem();
        (Text(edge, "file"), Text(edge, "action"), Text(edge, "was")).ShouldBe(("one", "differs", there));
    }

    [Fact]
    public async Task Diff_NewDestination_IsAskedForAllFiles()
    {
        var one = Put("staging/tools/one", "1");
        Put("more/empty", "");
        Commit(Stores, ("one", one));
        Commit(Stores + "- {base: 'gs://more'}\n", ("one", one));
        var run = await RunAsync(["HEAD^..HEAD", .. Map, "--map", $"gs://more={Url("more")}"]);
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain($"copy: one in {Url("more")} as {one}");
        run.Output.ShouldContain("1 to copy, 0 as they should be");
    }

    [Fact]
    public async Task Diff_StoreThatIsNotThere_IsToldAndFails()
    {
        Put("staging/tools/one", "1");
        Commit(Stores);
        Commit(Stores, ("one", A));
        var run = await RunAsync(["HEAD^..HEAD", .. Map]);
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"could not be read: {Url("prod/tools")}: ");
        run.Output.ShouldContain("1 not known.");
    }

    [Theory]
    [InlineData("file://{0}/secret")]
    [InlineData("file://{0}/prod/../secret")]
    [InlineData("file://{0}/prod-too")]
    public async Task Diff_FolderThatNobodyMapped_IsNotLookedInto(string folder)
    {
        var url = folder.Replace("{0}", _sandbox.FullName, StringComparison.Ordinal);
        var secrets = (string[])[Put("secret/key", "geheim"), Put("prod-too/key", "private")];
        Put("staging/tools/key", "guess");
        Put("prod/tools/x", "");
        Commit(Stores);
        Commit($"{Stores}- {{base: '{url}'}}\n", ("key", A));
        var run = await RunAsync(["HEAD^..HEAD", "--map", $"gs://staging={Url("staging")}", "--map", $"gs://prod={Url("prod")}"]);
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"could not be read: {url}: folders are looked into only where --map leads there");
        secrets.ShouldAllBe(secret => !run.Output.Contains(secret, StringComparison.Ordinal));
    }

    private string[] Map => ["--map", $"gs://staging={Url("staging")}", "--map", $"gs://prod={Url("prod")}"];

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static string List(params (string Name, string Hash)[] files) =>
        files.Length == 0 ? "files: []\n" : "files:\n" + string.Concat(files.Select(file => $"- {{name: '{file.Name}', sha256: {file.Hash}}}\n"));

    private string Commit(string stores, params (string Name, string Hash)[] files) =>
        _git.With("filestores/t/filepromoter-manifest.yaml", stores).With("manifests/t/all.yaml", List(files)).Commit();

    private string PathOf(string path) => Path.Combine(_sandbox.FullName, path);

    private string Url(string path) => $"file://{PathOf(path)}";

    /// <summary>Puts a file into a store; its SHA-256.</summary>
    private string Put(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), content);
        return Digest.Of(File.ReadAllBytes(PathOf(path))).Hex;
    }

    private Task<CommandRun> JsonAsync(params string[] args) => CommandRun.ProgramAsync(null, ["promote", "diff", "--repository", _git.Root, "HEAD^..HEAD", "--json", .. args]);

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.InProcessAsync(["promote", "diff", "--repository", _git.Root, .. args]);
}
