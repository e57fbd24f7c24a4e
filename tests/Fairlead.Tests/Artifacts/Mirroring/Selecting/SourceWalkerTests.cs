using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Selecting.Tags;
using Fairlead.Formats.Oci;
using static Fairlead.Tests.Artifacts.Mirroring.Selecting.TestManifests;

namespace Fairlead.Tests.Artifacts.Mirroring.Selecting;

/// <summary>What images are made of.</summary>
public sealed class SourceWalkerTests
{
    private static readonly Selection s_bare = new() { Referrers = false };

    [Fact]
    public async Task WalkAsync_Tag_HasConfigLayersAndChildren()
    {
        await using var world = await WalkWorld.StartAsync();
        var (amd64, arm64) = (world.Add("team/app", "amd64", null), world.Add("team/app", "arm64", null));
        world.AddManifest("team/app", Index(Child(amd64, "linux", "amd64"), Child(arm64, "linux", "arm64")), "v1");
        world.Add("team/app", "other", "v2");

        var report = await world.WalkAsync("team/app:v1", s_bare);
        report.Failures.ShouldBeEmpty();
        (report.Images, report.LeftOut).ShouldBe((2, 0));
        report.Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf("amd64", "arm64"));
        var layer = report.Blobs.Single(blob => blob.Digest == Layer("amd64").Digest);
        layer.Size.ShouldBe(Layer("amd64").Size);
        var location = layer.Locations.ShouldHaveSingleItem();
        (location.Source.Name, location.Repository).ShouldBe((world.Host, "team/app"));
        world.Content.RemoveBlob("team/app", Config("amd64").Digest);
        var cancel = TestContext.Current.CancellationToken;
        await using var stream = await location.Source.OpenAsync(location.Repository, layer.Digest, layer.Size, cancel);
        stream.ShouldNotBeNull();
        (await location.Source.FindSizeAsync(location.Repository, layer.Digest, cancel)).ShouldBe(layer.Size);
        (await location.Source.OpenAsync(location.Repository, Config("amd64").Digest, -1, cancel)).ShouldBeNull();
        (await location.Source.FindSizeAsync(location.Repository, Config("amd64").Digest, cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task WalkAsync_DigestWithNothingThere_IsAFailure()
    {
        await using var world = await WalkWorld.StartAsync();
        var manifest = world.Add("app", "a", null);
        (await world.WalkAsync($"app@{manifest.Digest}", s_bare)).Blobs.Count.ShouldBe(2);
        foreach (var wrong in (string[])["app:none", $"app@{Layer("a").Digest}", "none", "none:v1"])
        {
            var report = await world.WalkAsync(wrong, s_bare);
            report.Failures.ShouldHaveSingleItem().What.ShouldBe($"{world.Host}/{wrong}");
            report.Blobs.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task WalkAsync_Repository_HasAllTagsAndEachManifestOnce()
    {
        await using var world = await WalkWorld.StartAsync();
        var shared = world.Add("app", "shared", "v1");
        world.Content.Tag("app", "latest", shared.Digest);
        world.Add("app", "two", "v2");
        world.Add("app", "untagged", null);

        var report = await world.WalkAsync("app", s_bare);
        report.Images.ShouldBe(2);
        report.Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf("shared", "two"));
        world.Asked.Order().ShouldBe(new[]
        {
            "GET /v2/app/tags/list", "HEAD /v2/app/manifests/latest", "HEAD /v2/app/manifests/v1", "HEAD /v2/app/manifests/v2",
            $"GET /v2/app/manifests/{shared.Digest}", $"GET /v2/app/manifests/{Image("two").Digest}",
        }.Order());
    }

    [Fact]
    public async Task WalkAsync_ManifestOfManyRepositories_IsFetchedOnceAndHasPlacesToFallBackOn()
    {
        await using var world = await WalkWorld.StartAsync();
        string[] repositories = ["d", "b", "a", "c", "e"];
        foreach (var repository in repositories) world.Add(repository, "same", "v1");
        var report = await world.WalkAsync([.. repositories.Select(name => Source(world, name, s_bare))]);
        report.Images.ShouldBe(1);
        // As the sources come, three at the most, whichever answered first.
        foreach (var blob in report.Blobs) blob.Locations.Select(location => location.Repository).ShouldBe(["d", "b", "a"]);
        world.Asked.Count(line => line.StartsWith("GET", StringComparison.Ordinal) && line.Contains("manifests", StringComparison.Ordinal)).ShouldBe(1);

        report = await world.WalkAsync(new RegistrySource(world.Host, "", s_bare));
        foreach (var blob in report.Blobs) blob.Locations.Select(location => location.Repository).ShouldBe(["a", "b", "c"]);
    }

    [Theory]
    [InlineData("linux/amd64", "amd64 plain attestation")]
    [InlineData("linux/arm", "armv6 armv7 plain attestation")]
    [InlineData("linux/arm/v7", "armv7 plain attestation")]
    [InlineData("linux/arm64/v8", "arm64 plain attestation")]
    [InlineData("linux/arm64/v9", "plain attestation")]
    public async Task WalkAsync_Platforms_AreThoseOfAnIndex(string platform, string expected)
    {
        await using var world = await WalkWorld.WithoutReferrersAsync();
        world.AddManifest("app", Index(
            Child(world.Add("app", "amd64", null), "linux", "amd64"),
            Child(world.Add("app", "armv6", null), "linux", "arm", "v6"),
            Child(world.Add("app", "armv7", null), "linux", "arm"),
            Child(world.Add("app", "arm64", null), "linux", "arm64"),
            Descriptor(world.Add("app", "plain", null)),
            Child(world.Add("app", "attestation", null), "unknown", "unknown")), "v1");
        var parts = platform.Split('/');
        var selection = new Selection { Platforms = [new Platform(parts[0], parts[1], parts.ElementAtOrDefault(2))] };
        (await world.WalkAsync("app", selection)).Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf(expected.Split(' ')));
        (await world.WalkAsync("app", selection with { Referrers = false })).Blobs.Select(blob => blob.Digest)
            .ShouldBe(WalkWorld.BlobsOf(expected.Split(' ').Where(name => name != "attestation")));
    }

    [Fact]
    public async Task WalkAsync_SinglePlatformImage_IsWantedWhateverItRunsOn()
    {
        await using var world = await WalkWorld.StartAsync();
        world.Add("app", "single", "v1");
        (await world.WalkAsync("app", s_bare with { Platforms = [Platform.LinuxArm64] })).Blobs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task WalkAsync_NonDistributableLayers_AreLeftOutUnlessAskedFor()
    {
        await using var world = await WalkWorld.StartAsync();
        var (foreign, withUrl, own) = (Text("foreign", DockerMediaType.ForeignLayer + ".gzip"), Text("with url"), Text("own"));
        world.AddManifest("app", Image(Config("app"), [Descriptor(foreign), Descriptor(withUrl, ""","urls":["https://example.org/l"]"""), Descriptor(own)]), "v1");
        var report = await world.WalkAsync("app", s_bare);
        report.LeftOut.ShouldBe(2);
        report.Blobs.Select(blob => blob.Digest).ShouldBe(new[] { Config("app").Digest, own.Digest }.Order());

        report = await world.WalkAsync("app", s_bare with { NonDistributable = true });
        report.LeftOut.ShouldBe(0);
        report.Blobs.Count.ShouldBe(4);
    }

    [Fact]
    public async Task WalkAsync_TwoSizesOfOneBlob_LeaveItUnknown()
    {
        await using var world = await WalkWorld.StartAsync();
        var layer = Text("layer");
        var wrong = Descriptor(layer).Replace($"\"size\":{layer.Size}", "\"size\":1", StringComparison.Ordinal);
        world.AddManifest("a", Image(Config("a"), [Descriptor(layer)]), "v1");
        world.AddManifest("b", Image(Config("b"), [wrong]), "v1");
        world.AddManifest("c", Image(Config("c"), [Descriptor(layer)]), "v1");
        var report = await world.WalkAsync(new RegistrySource(world.Host, "", s_bare));
        report.Failures.ShouldBeEmpty();
        report.Blobs.Single(blob => blob.Digest == layer.Digest).Size.ShouldBe(-1);
        report.Blobs.Count(blob => blob.Size == -1).ShouldBe(1);
    }

    [Fact]
    public async Task WalkAsync_Schema1_TakesSizesFromOthers()
    {
        await using var world = await WalkWorld.StartAsync();
        var old = Text($$"""{"schemaVersion":1,"fsLayers":[{"blobSum":"{{Layer("new").Digest}}"},{"blobSum":"{{Text("old").Digest}}"},{"blobSum":"{{Text("old").Digest}}"}]}""", DockerMediaType.Schema1);
        world.AddManifest("app", old, "old");
        world.Add("app", "new", "new");
        var report = await world.WalkAsync("app", s_bare);
        report.Failures.ShouldBeEmpty();
        report.Blobs.Single(blob => blob.Digest == Layer("new").Digest).Size.ShouldBe(Layer("new").Size);
        report.Blobs.Single(blob => blob.Digest == Text("old").Digest).Size.ShouldBe(-1);
        report.Blobs.Count.ShouldBe(3);
    }

    [Fact]
    public async Task WalkAsync_SomethingWrong_IsToldAndTheRestGoesOn()
    {
        await using var world = await WalkWorld.StartAsync();
        world.Add("good", "good", "v1");
        var broken = world.AddManifest("bad", Text("{}", OciMediaType.Manifest), "broken");
        var sparse = world.Add("bad", "present", null);
        var absent = Image("absent");
        world.AddManifest("bad", Index(Descriptor(sparse), Descriptor(absent)), "sparse");
        world.Content.Tag("bad", "gone", absent.Digest); // docker's registry lists tags of deleted manifests
        world.Add("refused", "refused", "v1");
        world.Refused = "/v2/refused/tags/list";

        var report = await world.WalkAsync(new RegistrySource(world.Host, "", s_bare));
        report.Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf("good", "present"));
        report.Failures.Select(failure => failure.What).ShouldBe(new[]
        {
            $"{world.Host}/bad@{broken.Digest}", $"{world.Host}/bad@{absent.Digest}", $"{world.Host}/refused",
        }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WalkAsync_IndexesInIndexes_HaveABound()
    {
        await using var world = await WalkWorld.StartAsync();
        var manifest = world.Add("app", "leaf", null);
        for (var depth = 1; depth <= ImageWalk.MaxIndexDepth + 1; depth++)
            manifest = world.AddManifest("app", Index(Descriptor(manifest)), $"depth{depth}");
        (await world.WalkAsync($"app:depth{ImageWalk.MaxIndexDepth}", s_bare)).Blobs.Count.ShouldBe(2);
        var report = await world.WalkAsync($"app:depth{ImageWalk.MaxIndexDepth + 1}", s_bare);
        report.Failures.ShouldHaveSingleItem().Message.ShouldContain("nested deeper than 4");
        report.Blobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task WalkAsync_SecondRunWithACache_CostsOneHeadATag()
    {
        await using var world = await WalkWorld.CachingAsync(hasReferrers: false);
        world.Add("app", "one", "v1");
        world.Add("app", "two", "v2");
        var first = await world.WalkAsync("app", s_bare);
        world.Log.Clear();
        var second = await world.WalkAsync("app", s_bare);
        second.Blobs.Select(blob => (blob.Digest, blob.Size)).ShouldBe(first.Blobs.Select(blob => (blob.Digest, blob.Size)));
        world.Asked.Order().ShouldBe(["GET /v2/app/tags/list", "HEAD /v2/app/manifests/v1", "HEAD /v2/app/manifests/v2"]);
    }

    internal static SourceSpec Source(WalkWorld world, string reference, Selection selection) =>
        new ImageSource(ImageReference.TryParse($"{world.Host}/{reference}", out var parsed, out var problem) ? parsed : throw new ArgumentException(problem), selection);

    internal static TagFilter Only(string pattern) => new() { Allow = [TagPattern.TryParse(pattern, out var parsed, out var problem) ? parsed : throw new ArgumentException(problem)] };
}
