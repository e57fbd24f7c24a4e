using System.Text.Json;
using Fairlead.Demo.Hosting;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;
using Fairlead.Tests.Support.S3;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class SyncVerbTests : IAsyncLifetime
{
    private SyncWorld _world = null!;

    private string Source => $"{_world.Host}/{SyncWorld.Repository}";

    public async ValueTask InitializeAsync() => _world = await SyncWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Sync_TwoStores_FillsBothWithOneReadAndWritesInventories()
    {
        var run = await _world.SyncAsync("--from", Source, "--to", _world.Store("a"), _world.Store("b"));
        run.ShouldHaveSucceeded();
        run.Output.ShouldStartWith("2 images, 10 blobs, ");
        run.Output.ShouldContain("containers/inventory: 10 blobs");
        foreach (var name in new[] { "a", "b" })
        {
            _world.Held(name).ShouldBe(_world.Blobs, ignoreOrder: true);
            var inventory = _world.Inventory(name);
            inventory.Entries.Select(entry => (entry.Digest, entry.Size, string.Join(' ', entry.Repositories)))
                .ShouldBe(_world.Image.Blobs.Values.Select(blob => (blob.Digest, (long)blob.Size, SyncWorld.Repository)), ignoreOrder: true);
        }
        _world.Registry.Requests.Snapshot().Count(request => request.Target.Contains("/blobs/", StringComparison.Ordinal)).ShouldBe(10);
    }

    [Fact]
    public async Task Sync_Again_CopiesNothingAndAsksLittle()
    {
        await _world.SyncAsync("--from", Source, "--to", _world.Store("a"));
        _world.Registry.Requests.Clear();
        var run = await _world.SyncAsync("--from", Source, "--to", _world.Store("a"));
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("  0  containers/inventory: 10 blobs");
        var requests = _world.Registry.Requests.Snapshot();
        requests.ShouldNotContain(request => request.Target.Contains("/blobs/", StringComparison.Ordinal));
        requests.ShouldNotContain(request => request.Method == "GET" && request.Target.Contains("/manifests/sha256", StringComparison.Ordinal));
        _world.Held("a").ShouldBe(_world.Blobs, ignoreOrder: true);
    }

    [Fact]
    public async Task Sync_BucketsAgain_TakesSixCallsEach()
    {
        await using var s3 = await FakeS3.StartAsync("paris", "oregon");
        string[] args = ["--from", Source, "--to", s3.Url("paris"), "--to", s3.Url("oregon")];
        (await _world.SyncAsync(args)).ExitCode.ShouldBe(0);
        foreach (var bucket in s3.Buckets.Values)
            bucket.Objects.Keys.ShouldBe([.. _world.Blobs.Select(digest => $"containers/images/{digest}"), "containers/inventory"], ignoreOrder: true);
        s3.Requests.Clear();
        var run = await _world.SyncAsync(args);
        run.ShouldHaveSucceeded();
        // Whether it answers, uploads that a killed run left, a look at the inventory, its content, the listing, the new inventory.
        s3.Requests.Count.ShouldBe(2 * 6, string.Join('\n', s3.Requests));
    }

    [Fact]
    public async Task Sync_NoDestinationAnswers_IsToldBeforeAnythingIsRead()
    {
        await using var s3 = await FakeS3.StartAsync("paris");
        var run = await _world.SyncAsync("--from", Source, "--to", "file://" + _world.File("none"), "--to", s3.Url("none"));
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldStartWith("nothing was read: there is no destination that it could be put into\n");
        run.Error.ShouldStartWith("failed: ");
        run.Error.ShouldContain("there is no such folder; make it");
        run.Error.ShouldContain("s3://none");
        _world.Registry.Requests.Snapshot().ShouldBeEmpty();
    }

    [Fact]
    public async Task Sync_OneDestinationDoesNotAnswer_TheOtherIsFilled()
    {
        var run = await _world.SyncAsync("--from", Source, "--to", "file://" + _world.File("none"), "--to", _world.Store("a"));
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("  as it was");
        _world.Held("a").ShouldBe(_world.Blobs, ignoreOrder: true);
    }

    [Fact]
    public async Task Sync_PlainHttpNotNamed_SaysHow()
    {
        var run = await CommandRun.InProcessAsync("sync", "--cache", _world.File("cache"), "--from", Source, "--to", _world.Store("a"));
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain($"it doesn't speak TLS; where plain HTTP is meant, name it: --plain-http {_world.Host}");
    }

    [Fact]
    public async Task Sync_PlainHttpToAServerThatWantsTls_SaysSo()
    {
        // What Go's and nginx's servers do.
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync("<html>");
        });
        var host = server.BaseAddress.Authority;
        var run = await _world.SyncAsync("--plain-http", host, "--from", host + "/team/app", "--to", _world.Store("a"));
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("does it want TLS? Then it is not to be named by --plain-http");
    }

    [Fact]
    public async Task Sync_ListThatIsNotThere_Is1AndSaysSo()
    {
        var run = await _world.SyncAsync("--list", _world.File("none.txt"), "--to", _world.Store("a"));
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("none.txt: there is no such file\n");
    }

    [Fact]
    public async Task Sync_DryRun_CountsAndPutsNothing()
    {
        var run = await _world.SyncAsync("--from", Source, "--to", _world.Store("a"), "--dry-run");
        run.ShouldHaveSucceeded();
        run.Output.ShouldContain("nothing was put: --dry-run");
        run.Output.ShouldContain("would copy");
        _world.Files("a").ShouldBeEmpty();
    }

    [Fact]
    public async Task Sync_Shards_CoverEverythingOnceAndTheLastInventoryIsWhole()
    {
        var copied = 0;
        for (var shard = 0; shard < 3; shard++)
        {
            var run = await _world.SyncProgramAsync("--from", Source, "--to", _world.Store("a"), "--shard", $"{shard}/3", "--json");
            run.ShouldHaveSucceeded();
            using var json = JsonDocument.Parse(run.Output);
            var job = json.RootElement.GetProperty("jobs")[0];
            job.GetProperty("shard").GetString().ShouldBe($"{shard}/3");
            var destination = job.GetProperty("destinations")[0];
            destination.GetProperty("present").GetProperty("blobs").GetInt32().ShouldBe(0);
            copied += destination.GetProperty("copied").GetProperty("blobs").GetInt32();
            _world.Inventory("a").Count.ShouldBe(copied);
        }
        copied.ShouldBe(10);
        _world.Held("a").ShouldBe(_world.Blobs, ignoreOrder: true);
        _world.Inventory("a").Entries.ShouldAllBe(entry => entry.Repositories.Count == 1);
    }

    [Fact]
    public async Task Sync_BlobThatIsGone_Is1AndNamesItAndTheRestIsThere()
    {
        var gone = _world.Blobs.First();
        _world.Content.RemoveBlob(SyncWorld.Repository, gone);
        var run = await _world.SyncAsync("--from", Source, "--to", _world.Store("a"));
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain($"failed: {gone} of {SyncWorld.Repository} is not in {_world.Store("a")}: ");
        run.Error.ShouldContain($"fairlead: {gone} of {SyncWorld.Repository} is not in ");
        _world.Held("a").ShouldBe(_world.Blobs.Where(blob => blob != gone), ignoreOrder: true);
        _world.Inventory("a").Contains(gone).ShouldBeFalse();
    }

    [Fact]
    public async Task Sync_OneStoreIsNotThere_Is1AndTheOtherIsFilled()
    {
        var run = await _world.SyncAsync("--from", Source, "--to", $"file://{_world.File("none")}", "--to", _world.Store("a"));
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("there is no such folder");
        _world.Held("a").ShouldBe(_world.Blobs, ignoreOrder: true);
        Directory.Exists(_world.File("none")).ShouldBeFalse();
    }

    [Fact]
    public async Task Sync_ImageThatIsNotThere_Is1AndNamesIt()
    {
        var run = await _world.SyncAsync("--from", $"{_world.Host}/team/none:v1", "--from", Source, "--to", _world.Store("a"));
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("team/none");
        _world.Held("a").ShouldBe(_world.Blobs, ignoreOrder: true);
    }

    [Fact]
    public async Task Sync_StoreToStore_CopiesWhatItHoldsAndKeepsWhatElseIsThere()
    {
        var other = Blob.Of("x", "another"u8.ToArray());
        await _world.SyncAsync("--from", Source, "--to", _world.Store("a"));
        Directory.CreateDirectory(_world.File("b/containers/images"));
        await File.WriteAllBytesAsync(_world.File($"b/containers/images/{other.Digest}"), other.Content.ToArray(), TestContext.Current.CancellationToken);
        await _world.Registry.StopAsync();
        var run = await _world.SyncAsync("--from", _world.Store("a"), "--to", _world.Store("b"), "--inventory", "elsewhere");
        run.ShouldHaveSucceeded();
        _world.Held("b").ShouldBe([.. _world.Blobs, other.Digest], ignoreOrder: true);
        _world.Inventory("b", "elsewhere").Digests.ToArray().ShouldBe([.. _world.Blobs, other.Digest], ignoreOrder: true);
    }

    [Fact]
    public async Task Sync_Missing_CopiesJustTheseAndLeavesOutTheRest()
    {
        var wanted = _world.Blobs.Last();
        var body = $$"""
            {"missing":[{"digest":"{{wanted}}","repository":"{{SyncWorld.Repository}}","registry":"http://{{_world.Host}}","requests":9},
            {"digest":"{{SampleDigest.Text}}","repository":"{{SyncWorld.Repository}}","registry":"http://{{_world.Host}}","requests":1},
            {"digest":"{{SampleDigest.Text}}","repository":"a","registry":"https://other.example.org","requests":1}]}
            """;
        await using var admin = await LoopbackServer.StartAsync(context => context.Response.WriteAsync(body), cancel: TestContext.Current.CancellationToken);
        var run = await _world.SyncAsync("--missing", $"{admin.BaseAddress}missing", "--from", _world.Host, "--to", _world.Store("a"));
        run.ShouldHaveSucceeded();
        run.Output.ShouldContain("1 not in the source; 1 of other registries left out");
        _world.Held("a").ShouldBe([wanted]);
        _world.Inventory("a").Entries.Single().Repositories.ShouldBe([SyncWorld.Repository]);
    }

    [Theory]
    [InlineData(302, "", "it answered 302")]
    [InlineData(404, "", "it answered 404")]
    [InlineData(200, "<html>", "no list of missing blobs")]
    public async Task Sync_MissingIsNotToBeHad_Is1AndSaysWhy(int status, string body, string message)
    {
        await using var admin = await LoopbackServer.StartAsync(
            context =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = "/missing2";
                return context.Response.WriteAsync(body);
            }, cancel: TestContext.Current.CancellationToken);
        var run = await _world.SyncAsync("--missing", $"{admin.BaseAddress}missing", "--from", _world.Host, "--to", _world.Store("a"));
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Sync_MissingIsTooLarge_Is1AndReadsNoMore()
    {
        await using var admin = await LoopbackServer.StartAsync(
            async context =>
            {
                var piece = new byte[1 << 20];
                Array.Fill(piece, (byte)' ');
                for (var i = 0; i < 64 && !context.RequestAborted.IsCancellationRequested; i++) await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            }, cancel: TestContext.Current.CancellationToken);
        var run = await _world.SyncAsync("--missing", $"{admin.BaseAddress}missing", "--from", _world.Host, "--to", _world.Store("a"));
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("the answer is larger than 16 MiB");
    }

    [Fact]
    public async Task Sync_Config_RunsEveryJob()
    {
        await File.WriteAllTextAsync(_world.File("mirrors.yaml"), $$"""
            mirrors:
              - {name: first, from: {{Source}}, platforms: linux/amd64, to: "{{_world.Store("a")}}"}
              - {name: second, from: {{Source}}, tags: {allow: "v2*"}, to: "{{_world.Store("b")}}"}
            registries: {plainHttp: "{{_world.Host}}"}
            """, TestContext.Current.CancellationToken);
        var run = await CommandRun.InProcessAsync("sync", "--config", _world.File("mirrors.yaml"), "--cache", _world.File("cache"));
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("first: 1 image, 7 blobs");
        run.Error.ShouldBe("fairlead: second: the sources hold no blobs: is a tag filter too strict?\n");
        _world.Held("a").Count().ShouldBe(7);
        _world.Inventory("b").Count.ShouldBe(0);
    }

    [Fact]
    public async Task Sync_WrongConfig_Is2WithEveryPlace()
    {
        await File.WriteAllTextAsync(_world.File("mirrors.yaml"), "mirrors: [{name: a, from: b, to: c}]\nx: 1\n", TestContext.Current.CancellationToken);
        var run = await CommandRun.InProcessAsync("sync", "--config", _world.File("mirrors.yaml"));
        run.ExitCode.ShouldBe(2);
        var lines = run.Error.TrimEnd().Split('\n');
        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith($"{_world.File("mirrors.yaml")}:1:27: error: ");
        lines[2].ShouldStartWith($"{_world.File("mirrors.yaml")}:2:1: error: 'x' is not a key");
    }
}
