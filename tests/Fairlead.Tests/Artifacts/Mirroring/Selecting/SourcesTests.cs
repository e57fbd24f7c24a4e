using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Mirroring.Copying;
using Fairlead.Tests.Artifacts.Promotion.Manifests;
using static Fairlead.Tests.Artifacts.Mirroring.Selecting.TestManifests;

namespace Fairlead.Tests.Artifacts.Mirroring.Selecting;

/// <summary>Where the images that are walked are named.</summary>
public sealed class SourcesTests
{
    private static readonly Selection s_bare = new() { Referrers = false };

    [Theory]
    [InlineData("", "a b c d")]
    [InlineData("team", "b c")]
    [InlineData("team/b", "b")]
    [InlineData("none", "")]
    public async Task WalkAsync_Registry_HasTheRepositoriesOfItsCatalog(string prefix, string expected)
    {
        await using var world = await WalkWorld.StartAsync();
        world.Add("a", "a", "v1");
        world.Add("team/b", "b", "v1");
        world.Add("team/sub/c", "c", "v1");
        world.Add("teams", "d", "v1");
        var report = await world.WalkAsync(new RegistrySource(world.Host, prefix, s_bare));
        report.Failures.ShouldBeEmpty();
        report.Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task WalkAsync_GooglesRegistry_IsWalkedByChildrenWithOneCallARepository()
    {
        await using var world = await WalkWorld.GoogleAsync();
        world.Add("project/images/a", "a", "v1");
        world.Add("project/images/a", "untagged", null);
        world.Add("project/images/a/b/c", "c", "v1");
        world.Add("project/other", "other", "v1");
        var report = await world.WalkAsync(new RegistrySource(world.Host, "project/images", s_bare));
        report.Failures.ShouldBeEmpty();
        report.Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf("a", "c"));
        world.Asked.Where(line => !line.Contains("_catalog", StringComparison.Ordinal)).Order().ShouldBe(new[]
        {
            "GET /v2/project/images/tags/list", "GET /v2/project/images/a/tags/list",
            "GET /v2/project/images/a/b/tags/list", "GET /v2/project/images/a/b/c/tags/list",
            $"GET /v2/project/images/a/manifests/{Image("a").Digest}", $"GET /v2/project/images/a/b/c/manifests/{Image("c").Digest}",
        }.Order());

        report = await world.WalkAsync(new RegistrySource(world.Host, "project/images", s_bare with { Untagged = true }));
        report.Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf("a", "c", "untagged"));
    }

    [Fact]
    public async Task WalkAsync_RegistryThatKeepsItsCatalog_IsAFailure()
    {
        await using var world = await WalkWorld.GoogleAsync();
        world.Add("project/a", "a", "v1");
        (await world.WalkAsync(new RegistrySource(world.Host, "", s_bare))).Failures.ShouldHaveSingleItem().What.ShouldBe(world.Host);
        await using var plain = await WalkWorld.StartAsync();
        plain.Add("project/a", "a", "v1");
        plain.Refused = "/v2/_catalog";
        (await plain.WalkAsync(new RegistrySource(plain.Host, "project", s_bare))).Failures.ShouldHaveSingleItem().What.ShouldBe($"{plain.Host}/project");
    }

    [Fact]
    public async Task WalkAsync_ListFile_TellsWrongLinesAndReadsTheOthers()
    {
        await using var world = await WalkWorld.StartAsync();
        var (a, b) = (world.Add("a", "a", "v1"), world.Add("b", "b", "v1"));
        world.Add("b", "b2", "v2");
        using var folder = new PromotionFolder().WithFile("list.txt",
            $"\uFEFF# images\r\n\r\n{world.Host}/a:v1   # the first\r\n  {world.Host}/b@{b.Digest}\nnginx\n{new string('x', 2000)}\n{world.Host}/a:v1@{a.Digest}");
        var list = folder.PathOf("list.txt");
        var report = await world.WalkAsync(new ListFileSource(list, s_bare));
        report.Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf("a", "b"));
        report.Failures.Select(failure => failure.What).ShouldBe([$"{list}:5", $"{list}:6"]);
        report.Failures[0].Message.ShouldContain("names no registry");

        (await world.WalkAsync(new ListFileSource(folder.PathOf("none"), s_bare))).Failures.ShouldHaveSingleItem().What.ShouldBe(folder.PathOf("none"));
    }

    [Fact]
    public async Task WalkAsync_Promotion_HasTheReviewedDigests()
    {
        await using var world = await WalkWorld.StartAsync();
        var (one, two) = (world.Add("prod/team/app", "one", "v1"), world.Add("prod/team/app", "two", null));
        world.Add("prod/team/app", "not reviewed", "v3");
        world.Add("prod/team/app", "signature", WalkWorld.Attached(one, ".sig"));
        using var folder = new PromotionFolder().With("team", """
            registries:
            - {name: staging.invalid/team, src: true}
            - {name: prod.invalid/team}
            """, $$"""
            - name: team/app
              dmap:
                "{{one.Digest}}": ["v1"]
                "{{two.Digest}}": []
                "{{Layer("one").Digest}}": ["lost"]
            """);
        var report = await world.WalkAsync(new PromotionSource(folder.Root, $"{world.Host}/prod", Selection.All));
        report.Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf("one", "two", "signature"));
        report.Failures.ShouldHaveSingleItem().What.ShouldBe($"{world.Host}/prod/team/app@{Layer("one").Digest}");

        report = await world.WalkAsync(new PromotionSource(folder.Root, $"{world.Host}/prod", new Selection { Tags = SourceWalkerTests.Only("v*") }));
        report.Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf("one", "signature"));
    }

    [Fact]
    public async Task WalkAsync_PromotionWithoutARegistry_ReadsDestinationsThenTheSource()
    {
        await using var world = await WalkWorld.StartAsync();
        var image = world.Add("staging/app", "app", "v1");
        using var folder = new PromotionFolder().With("app", $$"""
            registries:
            - {name: {{world.Host}}/staging, src: true}
            - {name: {{world.Host}}/prod1}
            - {name: {{world.Host}}/prod2}
            - {name: {{world.Host}}/prod3}
            """, $"- name: app\n  dmap:\n    \"{image.Digest}\": [v1]\n");
        var report = await world.WalkAsync(new PromotionSource(folder.Root, null, s_bare));
        report.Failures.ShouldBeEmpty();
        report.Blobs.Count.ShouldBe(2);
        foreach (var blob in report.Blobs) blob.Locations.Select(location => location.Repository).ShouldBe(["prod1/app", "prod2/app", "staging/app"]);
    }

    [Fact]
    public async Task WalkAsync_PromotionWithAMistake_WalksNothingOfIt()
    {
        await using var world = await WalkWorld.StartAsync();
        using var folder = new PromotionFolder().With("app", "registries: []\n", "[]");
        var report = await world.WalkAsync(new PromotionSource(folder.Root, null, s_bare));
        report.Failures.ShouldHaveSingleItem().What.ShouldBe($"{folder.PathOf("manifests/app/promoter-manifest.yaml")}:1:1");
        world.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task WalkAsync_BlobList_LeavesOutWhatTheRegistryHasNot()
    {
        await using var world = await WalkWorld.StartAsync();
        world.Add("app", "a", "v1");
        (Digest, string)[] blobs = [(Layer("a").Digest, "app"), (Digest.Of("made up"u8), "app"), (Layer("a").Digest, "other")];
        var report = await world.WalkAsync(new BlobListSource(world.Host, blobs, Selection.All));
        report.Failures.ShouldBeEmpty();
        var blob = report.Blobs.ShouldHaveSingleItem();
        (blob.Digest, blob.Size, blob.Locations.ShouldHaveSingleItem().Repository).ShouldBe((Layer("a").Digest, Layer("a").Size, "app"));
    }

    [Fact]
    public async Task WalkAsync_Store_HasTheBlobsThatLieInIt()
    {
        await using var world = await WalkWorld.StartAsync();
        using var folder = new PromotionFolder()
            .WithFile($"containers/images/{Layer("a").Digest}", "layer of a").WithFile("containers/images/junk", "x").WithFile("elsewhere", "x");
        StoreUrl.TryParse($"file://{folder.Root}", out var url, out var problem).ShouldBeTrue(problem);
        await using var store = url!.Open(TimeProvider.System);
        var report = await world.WalkAsync(new StoreSource(store, url.Keys, Selection.All));
        report.Failures.ShouldBeEmpty();
        var blob = report.Blobs.ShouldHaveSingleItem();
        (blob.Digest, blob.Size).ShouldBe((Layer("a").Digest, 10));
        var location = blob.Locations.ShouldHaveSingleItem();
        (location.Source.Name, location.Repository).ShouldBe((store.Name, ""));
        var cancel = TestContext.Current.CancellationToken;
        await using var stream = await location.Source.OpenAsync("", blob.Digest, blob.Size, cancel);
        using var reader = new StreamReader(stream!);
        (await reader.ReadToEndAsync(cancel)).ShouldBe("layer of a");
        (await location.Source.FindSizeAsync("", blob.Digest, cancel)).ShouldBe(10);
        (await location.Source.OpenAsync("", Layer("b").Digest, 1, cancel)).ShouldBeNull();
        (await location.Source.FindSizeAsync("", Layer("b").Digest, cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task WalkAsync_StoreThatListsSizesThatNothingHas_LeavesThemOut()
    {
        await using var world = await WalkWorld.StartAsync();
        await using var store = new MemoryStore("liar") { ListedSize = long.MaxValue };
        foreach (var name in (string[])["a", "b"]) store.Objects[KeyTemplate.Default.KeyOf(Layer(name).Digest)] = [1];
        var report = await world.WalkAsync(new StoreSource(store, KeyTemplate.Default, Selection.All));
        report.Blobs.ShouldBeEmpty();
        report.Failures.ShouldBe([new WalkFailure("liar", "it lists blobs of more bytes than any has: they are left out")]);
    }
}
