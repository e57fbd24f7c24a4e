using System.Collections.Concurrent;
using System.Text.Json;
using Fairlead.Formats.Inventories;
using Fairlead.Tests.Artifacts.Mirroring.Selecting;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class SyncFlagTests : IAsyncLifetime
{
    private PromoteWorld _world = null!;

    private string Mirror => _world.File("mirror");

    public async ValueTask InitializeAsync()
    {
        _world = await PromoteWorld.StartAsync();
        var other = _world.AddImage(_world.Asia, "prod/other", "other");
        _world.Asia.Content.Tag("prod/other", "v1", other.Digest);
        await File.WriteAllTextAsync(_world.File("mirrors.yaml"), $$"""
            mirrors:
              - {name: all, from: "{{_world.Asia.Host}}/prod/other", to: "file://{{Mirror}}"}
            """, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Sync_AfterCopying_FillsTheMirrorWithJustThePromoted()
    {
        Directory.CreateDirectory(Mirror);
        var run = await RunAsync();
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldContain("all: 1 image, 2 blobs");
        Held().ShouldBe([TestManifests.Config("app").Digest.ToString(), TestManifests.Layer("app").Digest.ToString()], ignoreOrder: true);
        using var inventory = File.OpenRead(Path.Combine(Mirror, "containers", "inventory"));
        InventoryFile.Read(inventory).Entries.SelectMany(entry => entry.Repositories).Distinct().ShouldBe(["prod/app"]);
        _world.Record().GetProperty("synced").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Sync_MirrorIsNotThere_Is1AndTheNextRunFillsIt()
    {
        var failed = await RunAsync();
        failed.ExitCode.ShouldBe(1);
        failed.Error.ShouldEndWith("fairlead: the mirrors don't have all of it; run it again, and it fills them\n");
        _world.IsPromoted.ShouldBeTrue();
        var record = _world.Record();
        (record.GetProperty("synced").GetBoolean(), record.GetProperty("exitCode").GetInt32()).ShouldBe((false, 1));

        Directory.CreateDirectory(Mirror);
        var run = await RunAsync();
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        Held().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Sync_UnderWay_IsRecordedAsNotDone()
    {
        Directory.CreateDirectory(Mirror);
        var seen = new ConcurrentBag<(string?, bool, int)>();
        _world.Asia.Manners.Guard(context =>
        {
            if (context.Request.Method == "GET" && context.Request.Path.Value!.StartsWith("/v2/prod/app/blobs/sha256:", StringComparison.Ordinal))
            {
                var record = _world.Record();
                seen.Add((record.GetProperty("state").GetString(), record.GetProperty("synced").GetBoolean(), record.GetProperty("exitCode").GetInt32()));
            }
            return Task.FromResult(true);
        });
        (await RunAsync()).ExitCode.ShouldBe(0);
        seen.Distinct().ShouldBe([("completed", false, 1)]);
        var record = _world.Record();
        (record.GetProperty("synced").GetBoolean(), record.GetProperty("exitCode").GetInt32()).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Sync_Json_HasWhatTheMirrorsGot()
    {
        Directory.CreateDirectory(Mirror);
        var run = await _world.ProgramAsync("images", "--manifests", _world.Manifests, "--confirm", "--sync", _world.File("mirrors.yaml"), "--json");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        var sync = JsonDocument.Parse(run.Output).RootElement.GetProperty("outcome").GetProperty("sync");
        (sync.GetProperty("good").GetBoolean(), sync.GetProperty("jobs")[0].GetProperty("wanted").GetProperty("blobs").GetInt32()).ShouldBe((true, 2));
    }

    [Theory]
    [InlineData("v1", 2)]
    [InlineData("v8*", 0)]
    public async Task Sync_SourcesThatSelectOtherTags_GetWhatAnyOfThemLetsIn(string tags, int blobs)
    {
        Directory.CreateDirectory(Mirror);
        await File.WriteAllTextAsync(_world.File("mirrors.yaml"), $$"""
            mirrors:
              - name: all
                from:
                  - "file://{{_world.Manifests}}"
                  - {image: "{{_world.Asia.Host}}/prod/other", tags: {allow: "v9*"} }
                  - {image: "{{_world.Asia.Host}}/prod/other", tags: {allow: "{{tags}}"} }
                to: "file://{{Mirror}}"
            """, TestContext.Current.CancellationToken);
        var run = await RunAsync();
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        Directory.EnumerateFiles(Mirror, "*", SearchOption.AllDirectories).Count(path => !path.EndsWith("inventory", StringComparison.Ordinal)).ShouldBe(blobs);
    }

    [Fact]
    public async Task Sync_WithoutConfirm_PutsNothing()
    {
        Directory.CreateDirectory(Mirror);
        (await _world.RunAsync("images", "--manifests", _world.Manifests, "--sync", _world.File("mirrors.yaml"))).ExitCode.ShouldBe(0);
        Directory.EnumerateFileSystemEntries(Mirror).ShouldBeEmpty();
    }

    private Task<CommandRun> RunAsync() => _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm", "--sync", _world.File("mirrors.yaml"));

    private IEnumerable<string> Held() => Directory.EnumerateFiles(Path.Combine(Mirror, "containers", "images")).Select(path => Path.GetFileName(path)!);
}
