using System.Text.Json;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Cli;

/// <summary><c>verify --to</c>: stores that <c>sync</c> has filled, and that a test has broken since.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class VerifyVerbTests : IAsyncLifetime
{
    private SyncWorld _world = null!;

    private string Source => $"{_world.Host}/{SyncWorld.Repository}";

    public async ValueTask InitializeAsync()
    {
        _world = await SyncWorld.StartAsync();
        (await _world.SyncAsync("--from", Source, "--to", _world.Store("a"))).ExitCode.ShouldBe(0);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Verify_AfterASync_FindsNothing()
    {
        var run = await VerifyAsync("--from", Source, "--to", _world.Store("a"), "--content", "--strict");
        run.ShouldHaveSucceeded();
        run.Output.ShouldStartWith("10 blobs wanted, ");
        run.Output.ShouldContain("all content read");
        run.Output.ShouldContain("containers/inventory: agrees");
        run.Output.ShouldEndWith("nothing is wrong with what was looked at\n");
    }

    [Fact]
    public async Task Verify_Broken_Is1AndNamesEachAndRepairMakesItWhole()
    {
        var (missing, damaged) = (_world.Blobs.First(), _world.Image.Blobs.Values.MaxBy(blob => blob.Size)!.Digest);
        File.Delete(PathOf("a", missing));
        Damage(PathOf("a", damaged));
        var run = await VerifyAsync("--from", Source, "--to", _world.Store("a"), "--content");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"{_world.Store("a")}: FAILED: missing {missing} of {SyncWorld.Repository}: not there, ");
        run.Output.ShouldContain($"{_world.Store("a")}: FAILED: wrong-content {damaged}: ");
        run.Output.ShouldContain($"{_world.Store("a")}: FAILED: inventory-only {missing} of {SyncWorld.Repository}: ");
        run.Output.ShouldEndWith("3 wrong\n");

        run = await VerifyAsync("--from", Source, "--to", _world.Store("a"), "--content", "--repair");
        run.ShouldHaveSucceeded();
        run.Output.ShouldContain($"repaired: missing {missing}");
        run.Output.ShouldContain($"repaired: wrong-content {damaged}");
        run.Output.ShouldEndWith("3 wrong, 3 repaired, 2 blobs copied\n");
        _world.Held("a").ShouldBe(_world.Blobs, ignoreOrder: true);
        _world.Inventory("a").Digests.ToArray().ShouldBe(_world.Blobs.Order());
        (await VerifyAsync("--from", Source, "--to", _world.Store("a"), "--content")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Verify_TwoStores_OneReadOfABlobRepairsBoth()
    {
        await _world.SyncAsync("--from", Source, "--to", _world.Store("b"));
        var blob = _world.Blobs.First();
        foreach (var name in new[] { "a", "b" }) File.Delete(PathOf(name, blob));
        _world.Registry.Requests.Clear();
        var run = await VerifyAsync("--from", Source, "--to", _world.Store("a"), _world.Store("b"), "--repair");
        run.ShouldHaveSucceeded();
        foreach (var name in new[] { "a", "b" }) _world.Held(name).ShouldBe(_world.Blobs, ignoreOrder: true);
        _world.Registry.Requests.Snapshot().Count(request => request.Target.Contains("/blobs/", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Verify_FromAnotherStore_RepairsByIt()
    {
        await _world.SyncAsync("--from", Source, "--to", _world.Store("b"));
        Damage(PathOf("a", _world.Blobs.First()));
        await _world.Registry.StopAsync();
        (await VerifyAsync("--from", _world.Store("b"), "--to", _world.Store("a"), "--content", "--repair")).ExitCode.ShouldBe(0);
        _world.Held("a").ShouldBe(_world.Blobs, ignoreOrder: true);
    }

    [Fact]
    public async Task Verify_BlobThatCannotBeHad_Is1AfterARepair()
    {
        var gone = _world.Blobs.First();
        File.Delete(PathOf("a", gone));
        _world.Content.RemoveBlob(SyncWorld.Repository, gone);
        var run = await VerifyAsync("--from", Source, "--to", _world.Store("a"), "--repair");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"FAILED: missing {gone}");
        run.Error.ShouldContain($"fairlead: {gone} of {SyncWorld.Repository} is not in {_world.Store("a")}: ");
        _world.Inventory("a").Contains(gone).ShouldBeFalse();
    }

    [Fact]
    public async Task Verify_WithoutSources_SampleIsShownAndCanBeRepeated()
    {
        var run = await VerifyAsync("--to", _world.Store("a"), "--sample", "3");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldStartWith("no sources: each store against its own inventory; the content of 3 read, chosen by --seed ");
        foreach (var blob in _world.Blobs) Damage(PathOf("a", blob));
        var found = (await VerifyAsync("--to", _world.Store("a"), "--sample", "3", "--seed", "7")).Output.Split('\n').Where(line => line.Contains("wrong-content", StringComparison.Ordinal)).ToList();
        found.Count.ShouldBe(3);
        (await VerifyAsync("--to", _world.Store("a"), "--sample", "3", "--seed", "7")).Output.Split('\n').Where(line => line.Contains("wrong-content", StringComparison.Ordinal)).ShouldBe(found, ignoreOrder: true);
    }

    [Fact]
    public async Task Verify_ManyFindings_AreBoundedInTheTableAndAllInJson()
    {
        for (var i = 0; i < 30; i++) File.WriteAllText(PathOf("a", Digest.Of(BitConverter.GetBytes(i))), "wrong");
        var run = await VerifyAsync("--to", _world.Store("a"), "--content");
        run.Output.ShouldContain($"{_world.Store("a")}: and 40 more; --json has all");

        run = await VerifyProgramAsync("--to", _world.Store("a"), "--content", "--json");
        (run.ExitCode, run.Error).ShouldBe((1, ""));
        using var json = JsonDocument.Parse(run.Output);
        var destination = json.RootElement.GetProperty("jobs")[0].GetProperty("destinations")[0];
        destination.GetProperty("findings").GetArrayLength().ShouldBe(60);
        destination.GetProperty("counts").GetProperty("wrong-content").GetInt32().ShouldBe(30);
        destination.GetProperty("counts").GetProperty("inventory-lacks").GetInt32().ShouldBe(30);
    }

    [Fact]
    public async Task Verify_Json_HasTheKeysOthersBuildOn()
    {
        File.Delete(PathOf("a", _world.Blobs.First()));
        var run = await VerifyProgramAsync("--from", Source, "--to", _world.Store("a"), "--sample", "5", "--seed", "9", "--repair", "--json");
        run.ShouldHaveSucceeded();
        using var json = JsonDocument.Parse(run.Output);
        Keys(json.RootElement).ShouldBe(["good", "jobs"]);
        var job = json.RootElement.GetProperty("jobs")[0];
        Keys(job).ShouldBe(["seconds", "good", "interrupted", "content", "sample", "seed", "repair", "strict", "wanted", "destinations", "failures"]);
        (job.GetProperty("content").GetString(), job.GetProperty("seed").GetInt64(), job.GetProperty("wanted").GetProperty("blobs").GetInt32()).ShouldBe(("sample", 9, 10));
        var destination = job.GetProperty("destinations")[0];
        Keys(destination).ShouldBe(["store", "good", "held", "others", "read", "copied", "inventory", "counts", "findings"]);
        Keys(destination.GetProperty("inventory")).ShouldBe(["key", "blobs", "written", "rewritten"]);
        Keys(destination.GetProperty("counts")).ShouldBe(["missing", "wrong-size", "wrong-content", "unreadable", "extra", "inventory-unreadable", "inventory-only", "inventory-lacks", "inventory-size"]);
        var finding = destination.GetProperty("findings")[0];
        Keys(finding).ShouldBe(["kind", "severity", "repaired", "digest", "repository", "message"]);
        (finding.GetProperty("kind").GetString(), finding.GetProperty("severity").GetString(), finding.GetProperty("repaired").GetBoolean()).ShouldBe(("missing", "failure", true));
    }

    [Fact]
    public async Task Verify_Extra_FailsWithStrictAlone()
    {
        var extra = Digest.Of("extra"u8);
        File.WriteAllText(PathOf("a", extra), "extra");
        var run = await VerifyAsync("--from", Source, "--to", _world.Store("a"));
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain($"note: extra {extra}: 5 bytes, in no source");
        run = await VerifyAsync("--from", Source, "--to", _world.Store("a"), "--strict");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"FAILED: extra {extra}");
    }

    [Fact]
    public async Task Verify_S3_WrongObjectsAreFoundByTheirContentAndRepaired()
    {
        await using var s3 = await FakeS3.StartAsync("mirror");
        var bucket = s3.Buckets["mirror"];
        (await _world.SyncAsync("--from", Source, "--to", s3.Url("mirror"))).ExitCode.ShouldBe(0);
        var (damaged, cut, missing) = (_world.Blobs.First(), _world.Blobs.Skip(1).First(), _world.Blobs.Last());
        var wrong = bucket.Objects[Key(damaged)].Content.ToArray();
        wrong[^1] ^= 1;
        bucket.Add(Key(damaged), wrong);
        bucket.Add(Key(cut), bucket.Objects[Key(cut)].Content[..^1]);
        bucket.Objects.TryRemove(Key(missing), out _).ShouldBeTrue();

        var run = await VerifyAsync("--from", Source, "--to", s3.Url("mirror"), "--content");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"FAILED: wrong-content {damaged}");
        run.Output.ShouldContain($"FAILED: wrong-size {cut}");
        run.Output.ShouldContain($"FAILED: missing {missing}");

        run = await VerifyAsync("--from", Source, "--to", s3.Url("mirror"), "--content", "--repair");
        run.ShouldHaveSucceeded();
        foreach (var digest in _world.Blobs) Digest.Of(bucket.Objects[Key(digest)].Content).ShouldBe(digest);
        (await VerifyAsync("--from", Source, "--to", s3.Url("mirror"), "--content")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Verify_Config_ChecksEveryJob()
    {
        await File.WriteAllTextAsync(_world.File("mirrors.yaml"), $$"""
            mirrors:
              - {name: first, from: {{Source}}, to: "{{_world.Store("a")}}"}
              - {name: second, from: {{Source}}, to: "{{_world.Store("b")}}"}
            registries: {plainHttp: "{{_world.Host}}"}
            """, TestContext.Current.CancellationToken);
        var run = await CommandRun.InProcessAsync("verify", "--config", _world.File("mirrors.yaml"), "--cache", _world.File("cache"));
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("first: nothing is wrong with what was looked at");
        run.Output.ShouldContain("second: 10 wrong");
    }

    [Theory]
    [InlineData("say what is verified: --to", new string[0])]
    [InlineData("--repair copies from sources", new[] { "--to", "file:///a", "--repair" })]
    [InlineData("--strict is about what sources have", new[] { "--to", "file:///a", "--strict" })]
    [InlineData("--as is of a check through a redirector", new[] { "--to", "file:///a", "--as", "192.0.2.1" })]
    [InlineData("IMAGE is of a check through a redirector", new[] { "pause:3.9", "--to", "file:///a" })]
    [InlineData("--seed says which ones --sample chooses", new[] { "--to", "file:///a", "--seed", "7" })]
    [InlineData("'0' is not a number from 1", new[] { "--to", "file:///a", "--sample", "0" })]
    [InlineData("there is no option '--contents'", new[] { "--to", "file:///a", "--contents" })]
    [InlineData("--through asks a redirector, and --to is about stores", new[] { "--through", "http://a", "--as", "192.0.2.1", "--to", "file:///a", "x" })]
    [InlineData("--through asks a redirector, and --content is about stores", new[] { "--through", "http://a", "--as", "192.0.2.1", "--content", "x" })]
    [InlineData("say whom to ask as, with --as ADDRESS", new[] { "--through", "http://a", "x" })]
    [InlineData("say which blobs are asked for: an IMAGE", new[] { "--through", "http://a", "--as", "192.0.2.1" })]
    [InlineData("'ftp://a' is not the address of a server", new[] { "--through", "ftp://a", "--as", "192.0.2.1", "x" })]
    [InlineData("'http://a/path' is not the address of a server", new[] { "--through", "http://a/path", "--as", "192.0.2.1", "x" })]
    [InlineData("'http://u:p@a' is not the address of a server", new[] { "--through", "http://u:p@a", "--as", "192.0.2.1", "x" })]
    [InlineData("'8' is not an IP address", new[] { "--through", "http://a", "--as", "8", "x" })]
    [InlineData("'b/c' is not a host", new[] { "--through", "http://a", "--as", "192.0.2.1", "--expect", "b/c", "x" })]
    [InlineData("x-real-ip holds one address", new[] { "--through", "http://a", "--as", "192.0.2.1", "--as-header", "x-real-ip", "--as-hops", "1", "x" })]
    [InlineData("'team/app' would be taken for one more value of --from", new[] { "--through", "http://a", "--as", "192.0.2.1", "--from", "a.example.org/b", "team/app" })]
    [InlineData("'team/app' would be taken for one more value of --platform", new[] { "--through", "http://a", "--as", "192.0.2.1", "--platform", "linux/amd64", "team/app" })]
    [InlineData("--as-hops: 'many' is not a number from 0 to 16", new[] { "--through", "http://a", "--as", "192.0.2.1", "--as-hops", "many", "x" })]
    [InlineData("--jobs: 'many' is not a number", new[] { "--to", "file:///a", "--jobs", "many" })]
    [InlineData("--admin: 'nowhere' is not the address of a server", new[] { "--through", "http://a", "--as", "192.0.2.1", "--admin", "nowhere", "x" })]
    [InlineData("UPPER", new[] { "--through", "http://a", "--as", "192.0.2.1", "UPPER" })]
    public async Task Verify_WrongUsage_Is2AndSaysWhatToDo(string message, string[] args)
    {
        var run = await CommandRun.InProcessAsync(["verify", .. args]);
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain(message);
        run.Error.ShouldEndWith("Try 'fairlead verify --help'.\n");
    }

    private static string Key(Digest digest) => $"containers/images/{digest}";

    private string PathOf(string store, Digest digest) => Path.Combine(_world.File(store), Key(digest));

    private static void Damage(string path)
    {
        var content = File.ReadAllBytes(path);
        content[^1] ^= 1;
        File.WriteAllBytes(path, content);
    }

    private Task<CommandRun> VerifyAsync(params string[] args) => CommandRun.InProcessAsync(["verify", "--plain-http", _world.Host, "--cache", _world.File("cache"), .. args]);

    private Task<CommandRun> VerifyProgramAsync(params string[] args) => CommandRun.ProgramAsync(null, ["verify", "--plain-http", _world.Host, "--cache", _world.File("cache"), .. args]);

    private static string[] Keys(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
