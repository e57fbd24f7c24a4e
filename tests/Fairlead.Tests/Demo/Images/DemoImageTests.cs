using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Demo.Images;

public sealed class DemoImageTests
{
    private readonly DemoImage _demo = DemoImage.Create();

    [Fact]
    public void Create_Twice_IsTheSameImage() =>
        DemoImage.Create().Image.Index.Digest.ShouldBe(_demo.Image.Index.Digest);

    [Fact]
    public void Create_EveryBlobAndManifest_IsUnderItsOwnDigest()
    {
        foreach (var (digest, blob) in _demo.Image.Blobs.Concat(_demo.Image.Manifests))
        {
            blob.Digest.ShouldBe(digest);
            Digest.Of(blob.Content.Span).ShouldBe(digest);
        }
    }

    [Fact]
    public void Create_Index_ListsAManifestForEachOfTwoPlatforms()
    {
        var index = Json(_demo.Image.Index);
        index.GetProperty("schemaVersion").GetInt32().ShouldBe(2);
        index.GetProperty("mediaType").GetString().ShouldBe("application/vnd.oci.image.index.v1+json");
        var manifests = index.GetProperty("manifests").EnumerateArray().ToList();
        manifests.Select(manifest => Text(manifest, "platform", "os") + "/" + Text(manifest, "platform", "architecture"))
            .ShouldBe(["linux/amd64", "linux/arm64"]);
        foreach (var manifest in manifests)
            Described(manifest, _demo.Image.Manifests).MediaType.ShouldBe("application/vnd.oci.image.manifest.v1+json");
    }

    [Fact]
    public void Create_Documents_EscapeNothing()
    {
        foreach (var blob in _demo.Image.Manifests.Values.Concat(_demo.Image.Platforms.Select(platform => platform.Config)))
            Encoding.UTF8.GetString(blob.Content.Span).ShouldNotContain("\\");
    }

    [Fact]
    public void Create_Manifests_DescribeTheirConfigAndTwoLayersAsTheyAre()
    {
        foreach (var platform in _demo.Image.Platforms)
        {
            var manifest = Json(platform.Manifest);
            manifest.GetProperty("schemaVersion").GetInt32().ShouldBe(2);
            manifest.GetProperty("mediaType").GetString().ShouldBe("application/vnd.oci.image.manifest.v1+json");
            Described(manifest.GetProperty("config"), _demo.Image.Blobs).ShouldBe(platform.Config);
            manifest.GetProperty("layers").EnumerateArray().Select(layer => Described(layer, _demo.Image.Blobs))
                .ShouldBe(platform.Layers.Select(layer => layer.Blob));
            platform.Layers.Count.ShouldBe(2);
        }
    }

    [Fact]
    public void Create_Configs_ListTheUncompressedDigestsOfTheirLayers()
    {
        foreach (var platform in _demo.Image.Platforms)
        {
            var config = Json(platform.Config);
            config.GetProperty("os").GetString().ShouldBe(platform.Platform.Os);
            config.GetProperty("architecture").GetString().ShouldBe(platform.Platform.Architecture);
            Text(config, "rootfs", "type").ShouldBe("layers");
            config.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray().Select(id => Digest.Parse(id.GetString()))
                .ShouldBe(platform.Layers.Select(layer => Digest.Of(LayerTests.Unpack(layer))));
            config.GetProperty("history").GetArrayLength().ShouldBe(platform.Layers.Count);
        }
    }

    [Fact]
    public void Create_Platforms_ShareALargeLayerAndEachHasItsOwnFile()
    {
        var image = _demo.Image;
        image.Platforms.ShouldAllBe(platform => platform.Layers[0] == _demo.SharedLayer);
        _demo.SharedLayer.Blob.Size.ShouldBeInRange(90_000, 110_000);
        image.Blobs.Count.ShouldBe(5, "two configs, two layers and the shared one");
        foreach (var platform in image.Platforms)
            ReadText(platform.Layers[1], DemoImage.MarkerPath).ShouldContain(platform.Platform.ToString());
    }

    [Fact]
    public void Mirrors_WholeAndUnfinished_DifferInTheArm64LayerAlone()
    {
        _demo.WholeMirror.ShouldBe(_demo.Image.Blobs.Values);
        _demo.WholeMirror.Except(_demo.UnfinishedMirror).ShouldHaveSingleItem()
            .ShouldBe(_demo.Image.For(Platform.LinuxArm64).Layers[1].Blob);
    }

    private static JsonElement Json(Blob blob)
    {
        using var document = JsonDocument.Parse(blob.Content);
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement json, string member, string inner) => json.GetProperty(member).GetProperty(inner).GetString();

    /// <summary>What the descriptor names, once its type and size are seen to be right.</summary>
    private static Blob Described(JsonElement descriptor, IReadOnlyDictionary<Digest, Blob> content)
    {
        var blob = content[Digest.Parse(descriptor.GetProperty("digest").GetString())];
        descriptor.GetProperty("mediaType").GetString().ShouldBe(blob.MediaType);
        descriptor.GetProperty("size").GetInt32().ShouldBe(blob.Size);
        return blob;
    }

    private static string ReadText(Layer layer, string path)
    {
        using var tar = new TarReader(new MemoryStream(LayerTests.Unpack(layer)));
        while (tar.GetNextEntry(copyData: true) is { } entry)
            if (entry.Name == path) return new StreamReader(entry.DataStream!, Encoding.UTF8).ReadToEnd();
        throw new InvalidOperationException($"no {path} in the layer");
    }
}
