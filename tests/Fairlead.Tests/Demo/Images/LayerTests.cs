using System.Formats.Tar;
using System.IO.Compression;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Demo.Images;

public sealed class LayerTests
{
    [Fact]
    public void Of_FilesInFolders_IsATarWithEachFolderOnceBeforeItsFiles()
    {
        var layer = Layer.Of(LayerFile.Text("a/b/one", "1"), LayerFile.Text("a/b/two", "2"), LayerFile.Text("a/c/three", "3"));
        Entries(layer).ShouldBe(["a/", "a/b/", "a/b/one", "a/b/two", "a/c/", "a/c/three"]);
    }

    [Fact]
    public void Of_Files_HasTheDigestsOfTheBlobAndOfTheTarInIt()
    {
        var layer = Layer.Of(LayerFile.Text("etc/motd", "hello"));
        layer.Blob.MediaType.ShouldBe("application/vnd.oci.image.layer.v1.tar+gzip");
        layer.Blob.Digest.ShouldBe(Digest.Of(layer.Blob.Content.Span));
        layer.DiffId.ShouldBe(Digest.Of(Unpack(layer)));
        layer.DiffId.ShouldNotBe(layer.Blob.Digest);
    }

    [Fact]
    public void Of_SameFiles_IsTheSameBytes() =>
        Layer.Of(LayerFile.Text("etc/motd", "hello")).Blob.Digest.ShouldBe(Layer.Of(LayerFile.Text("etc/motd", "hello")).Blob.Digest);

    [Fact]
    public void Seeded_Size_HoldsAFileOfThatSizeAndDoesNotCompress()
    {
        const int size = 300_000;
        var layer = Layer.Seeded(7, size);
        layer.Blob.Size.ShouldBeInRange(size, size + 4096);
        layer.DiffId.ShouldBe(Digest.Of(Unpack(layer)));
        using var tar = new TarReader(new MemoryStream(Unpack(layer)));
        tar.GetNextEntry().ShouldNotBeNull().Name.ShouldBe("opt/");
        tar.GetNextEntry().ShouldNotBeNull().Length.ShouldBe(size);
    }

    [Fact]
    public void Seeded_AnotherSeed_IsAnotherLayer() =>
        Layer.Seeded(1, 1000).Blob.Digest.ShouldNotBe(Layer.Seeded(2, 1000).Blob.Digest);

    private static List<string> Entries(Layer layer)
    {
        using var tar = new TarReader(new MemoryStream(Unpack(layer)));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry) names.Add(entry.Name);
        return names;
    }

    internal static byte[] Unpack(Layer layer)
    {
        using var gzip = new GZipStream(new MemoryStream(layer.Blob.Content.ToArray()), CompressionMode.Decompress);
        var tar = new MemoryStream();
        gzip.CopyTo(tar);
        return tar.ToArray();
    }
}
