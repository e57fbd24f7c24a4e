using System.Text.Json;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class FilesVerbTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fairlead-promote-files-");
    private FakeS3 _s3 = null!;

    public async ValueTask InitializeAsync()
    {
        _s3 = await FakeS3.StartAsync("staging", "prod");
        foreach (var folder in (string[])["out", "artifacts/filestores/a", "artifacts/manifests/a"]) Directory.CreateDirectory(PathOf(folder));
        await File.WriteAllTextAsync(PathOf("artifacts/filestores/a/filepromoter-manifest.yaml"), $"""
            filestores:
            - base: gs://k8s-staging/releases/
              src: true
            - base: {_s3.Url("prod/bin")}
            - base: file://{PathOf("out")}
            """, TestContext.Current.CancellationToken);
        Write(("v1/tool", "tool"), ("v1/tool.sha256", "sum"));
        Stage("v1/tool", "tool");
        Stage("v1/tool.sha256", "sum");
    }

    public async ValueTask DisposeAsync()
    {
        _s3.Requests.Where(request => request.Bucket == "staging").ShouldAllBe(request => request.Method == "GET" || request.Method == "HEAD");
        await _s3.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Files_WithoutConfirm_TellsAndPutsNothing()
    {
        var run = await RunAsync();
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldBeEmpty();
        run.Output.ShouldContain("copy    v1/tool ");
        run.Output.ShouldContain("2 files in 2 destinations: 4 to copy (14 B), 0 as they should be");
        run.Output.ShouldEndWith("nothing was copied: run it again with --confirm\n");
        Prod.Objects.ShouldBeEmpty();
        Directory.Exists(PathOf("records")).ShouldBeFalse();
    }

    [Fact]
    public async Task Files_Confirmed_CopiesAndRecords()
    {
        var run = await RunAsync("--confirm");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("4 copied in ");
        run.Output.ShouldContain($"\nrecorded in {PathOf("records")}/");
        Prod.Objects["bin/v1/tool"].Content.ShouldBe("tool"u8.ToArray());
        (await File.ReadAllTextAsync(PathOf("out/v1/tool.sha256"), TestContext.Current.CancellationToken)).ShouldBe("sum");
        var record = Record();
        (record.GetProperty("verb").GetString(), record.GetProperty("state").GetString(), record.GetProperty("exitCode").GetInt32()).ShouldBe(("promote files", "completed", 0));
        record.GetProperty("edges").EnumerateArray().ShouldAllBe(edge => edge.GetProperty("outcome").GetString() == "copied" && edge.GetProperty("after").GetString() == edge.GetProperty("sha256").GetString());
        record.GetProperty("files").EnumerateArray().Select(file => Path.GetFileName(file.GetProperty("path").GetString())).ShouldBe(["filepromoter-manifest.yaml", "v1.yaml"], ignoreOrder: true);

        var again = await RunAsync("--confirm");
        again.ExitCode.ShouldBe(0);
        again.Output.ShouldContain("0 to copy (0 B), 4 as they should be");
    }

    [Fact]
    public async Task Files_OtherFileOfTheName_IsRefusedUnlessOverwritten()
    {
        Prod.Add("bin/v1/tool", "other"u8.ToArray());
        var run = await RunAsync("--confirm");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"it is {Digest.Of("other"u8).Hex[..12]} there");
        run.Error.ShouldContain("refused: 1 name is taken by another file");
        run.Error.ShouldEndWith("nothing was copied\n");
        Prod.Objects.Count.ShouldBe(1);
        Directory.EnumerateFileSystemEntries(PathOf("out")).ShouldBeEmpty();
        Record().GetProperty("state").GetString().ShouldBe("refused");

        (await RunAsync("--confirm", "--overwrite")).ExitCode.ShouldBe(0);
        Prod.Objects["bin/v1/tool"].Content.ShouldBe("tool"u8.ToArray());
    }

    [Fact]
    public async Task Files_SourceLacksOne_FailsUnlessAllowedAndHoldsNothingElse()
    {
        Write(("v1/tool", "tool"), ("v1/gone", "gone"));
        var run = await RunAsync("--confirm");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("2 edges are lost");
        Prod.Objects.Keys.ShouldBe(["bin/v1/tool"]); // which is in nobody's way

        (await RunAsync("--confirm")).ExitCode.ShouldBe(1);
        var allowed = await RunAsync("--confirm", "--allow-lost");
        allowed.ExitCode.ShouldBe(0, allowed.Error);
    }

    [Fact]
    public async Task Files_PlanOutThenPlan_IsTheSamePromotion()
    {
        (await RunAsync("--plan-out", PathOf("plan.json"))).Output.ShouldContain("apply the plan with --plan ");
        Prod.Add("bin/v1/tool", "tool"u8.ToArray()); // a half-done run of it
        var run = await RunAsync("--plan", PathOf("plan.json"), "--confirm");
        run.ExitCode.ShouldBe(0, run.Error);
        Prod.Objects.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Files_PlanFromAPipe_IsReadOnceAndRecordedAsItWasRead()
    {
        await RunAsync("--plan-out", PathOf("plan.json"));
        var script = $"mkfifo '{PathOf("pipe")}'; echo; cat '{PathOf("plan.json")}' > '{PathOf("pipe")}'; rm '{PathOf("pipe")}'";
        using var writer = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true })!;
        await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        var run = await RunAsync("--plan", PathOf("pipe"), "--confirm");
        writer.Kill(entireProcessTree: true);
        run.ExitCode.ShouldBe(0, run.Error);
        Record().GetProperty("files").EnumerateArray().Single(file => file.GetProperty("path").GetString() == PathOf("pipe"))
            .GetProperty("sha256").GetString().ShouldBe(Digest.Of(await File.ReadAllBytesAsync(PathOf("plan.json"), TestContext.Current.CancellationToken)).Hex);
    }

    [Fact]
    public async Task Files_PlanThatWasMadeWhileAStoreWasDown_IsNotDoneWhenItIsApplied()
    {
        _s3.Fault = request => request.Bucket == "prod" ? FakeS3Fault.AccessDenied : null;
        (await RunAsync("--plan-out", PathOf("plan.json"))).ExitCode.ShouldBe(1);
        _s3.Fault = _ => null;
        var run = await RunAsync("--plan", PathOf("plan.json"), "--confirm");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("2 edges are left out: s3://prod: listing failed");
        File.Exists(PathOf("out/v1/tool")).ShouldBeTrue();
    }

    [Fact]
    public async Task Files_RecordInAStoreWithoutARegion_Is2BeforeAnythingIsAsked()
    {
        var run = await CommandRun.InProcessAsync("promote", "files", "--manifests", PathOf("artifacts"), "--map", $"gs://k8s-staging={_s3.Url("staging")}", "--confirm", "--record", "s3://some-bucket");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--record: s3://some-bucket: in which region is it?");
        _s3.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_PlanWhoseWorldHasChanged_IsRefused()
    {
        await RunAsync("--plan-out", PathOf("plan.json"));
        Prod.Add("bin/v1/tool", "other"u8.ToArray());
        var run = await CommandRun.InProcessAsync("promote", "files", "--plan", PathOf("plan.json"), "--confirm", "--record", PathOf("records") + "/", "--cache", PathOf("cache"));
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("another file has its name since the plan was made: plan again");
        Prod.Objects.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Files_PlanOfOtherManifests_IsRefused()
    {
        await RunAsync("--plan-out", PathOf("plan.json"));
        Write(("v1/tool", "tool"));
        var run = await RunAsync("--plan", PathOf("plan.json"), "--confirm");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("the manifests don't ask for v1/tool.sha256 in ");
        Prod.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_Hook_GetsThePlanAndVetoes()
    {
        var run = await RunAsync("--confirm", "--before-copy", $"cat > '{PathOf("seen")}'; exit 3");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("vetoed: --before-copy exited with 3");
        using var seen = JsonDocument.Parse(await File.ReadAllTextAsync(PathOf("seen"), TestContext.Current.CancellationToken));
        seen.RootElement.GetProperty("edges").GetArrayLength().ShouldBe(4);
        Prod.Objects.ShouldBeEmpty();
        Record().GetProperty("state").GetString().ShouldBe("vetoed");
    }

    [Fact]
    public async Task Files_Json_HasThePlanAndWhatCameOfIt()
    {
        var planned = await ProgramAsync("--json");
        planned.ExitCode.ShouldBe(0, planned.Error);
        using (var json = JsonDocument.Parse(planned.Output))
        {
            json.RootElement.GetProperty("edges")[0].EnumerateObject().Select(property => property.Name).ShouldBe(["file", "sha256", "from", "to", "action", "size"]);
            json.RootElement.TryGetProperty("outcome", out _).ShouldBeFalse();
        }
        var run = await ProgramAsync("--json", "--confirm");
        using var done = JsonDocument.Parse(run.Output);
        var outcome = done.RootElement.GetProperty("outcome");
        (outcome.GetProperty("good").GetBoolean(), outcome.GetProperty("edges").GetArrayLength(), outcome.GetProperty("read").GetProperty("files").GetInt64()).ShouldBe((true, 4, 2));
    }

    [Fact]
    public async Task Files_DestinationDown_TheOtherIsServedAndItIs1()
    {
        _s3.Fault = request => request.Bucket == "prod" ? FakeS3Fault.AccessDenied : null;
        var run = await RunAsync("--confirm");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("2 edges are left out: s3://prod: listing failed");
        File.Exists(PathOf("out/v1/tool")).ShouldBeTrue();
    }

    [Fact]
    public async Task Files_WrongManifest_Is2WithPlaces()
    {
        Write(("../tool", "tool"));
        var run = await RunAsync();
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("v1.yaml:2:10: error: '../tool' can't be a file's name");
    }

    [Fact]
    public async Task Files_StoreWithoutARegion_Is2()
    {
        var run = await RunAsync("--map", $"file://{PathOf("out")}=s3://some-bucket");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("in which region is it?");
    }

    [Theory]
    [InlineData("say what is promoted")]
    [InlineData("--map replaces names of manifests", "--plan", "x", "--map", "a=b")]
    [InlineData("--overwrite is for making a plan", "--plan", "x", "--overwrite")]
    [InlineData("--before-copy is empty", "--plan", "x", "--before-copy", "")]
    [InlineData("is more than 256", "--plan", "x", "--jobs", "257")]
    [InlineData("there is no such file", "--plan", "/nowhere/plan.json")]
    public async Task Files_WrongUsage_Is2(string why, params string[] args)
    {
        var run = await CommandRun.InProcessAsync(["promote", "files", .. args]);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(why);
    }

    [Fact]
    public async Task Files_Help_HasExamples()
    {
        var run = await CommandRun.InProcessAsync("promote", "files", "--help");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("fairlead promote files --manifests artifacts/ --plan plan.json --confirm");
    }

    private FakeS3Bucket Prod => _s3.Buckets["prod"];

    private string PathOf(string path) => Path.Combine(_folder.FullName, path);

    private void Stage(string name, string content) => _s3.Buckets["staging"].Add($"releases/{name}", System.Text.Encoding.UTF8.GetBytes(content));

    private void Write(params (string Name, string Content)[] files) => File.WriteAllText(
        PathOf("artifacts/manifests/a/v1.yaml"),
        "files:\n" + string.Concat(files.Select(file => $"- {{name: {file.Name}, sha256: {Digest.Of(System.Text.Encoding.UTF8.GetBytes(file.Content)).Hex}}}\n")));

    private JsonElement Record() => JsonDocument.Parse(File.ReadAllText(Directory.GetFiles(PathOf("records")).ShouldHaveSingleItem())).RootElement;

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.InProcessAsync(Arguments(args));

    private Task<CommandRun> ProgramAsync(params string[] args) => CommandRun.ProgramAsync(null, Arguments(args));

    private string[] Arguments(string[] args) =>
    [
        "promote", "files", "--manifests", PathOf("artifacts"), "--map", $"gs://k8s-staging={_s3.Url("staging")}", "--record", PathOf("records") + "/", "--cache", PathOf("cache"), .. args,
    ];
}
