using Fairlead.Formats.Oci;

namespace Fairlead.Demo.Images;

/// <summary>
/// The image that <c>fairlead demo</c> serves: two platforms, each with a layer of its own and one that both share,
/// and what the demo's two mirrors hold of it.
/// </summary>
public sealed class DemoImage
{
    /// <summary>Where the demo's registry has it.</summary>
    public const string Repository = "demo/hello";

    /// <summary>The tag that names the index.</summary>
    public const string Tag = "v1";

    /// <summary>The file that tells which platform's image this is.</summary>
    public const string MarkerPath = "etc/fairlead-demo";

    // Large enough that a client shows a transfer, small enough that a pull takes no time.
    private const int SharedLayerSize = 100_000;

    private DemoImage(Image image, Layer shared) => (Image, SharedLayer) = (image, shared);

    /// <summary>The image itself.</summary>
    public Image Image { get; }

    /// <summary>The lowest layer of both platforms: some 100 KB.</summary>
    public Layer SharedLayer { get; }

    /// <summary>What a mirror holds that has been filled.</summary>
    public IEnumerable<Blob> WholeMirror => Image.Blobs.Values;

    /// <summary>
    /// What a mirror holds that is still being filled: everything but the linux/arm64 layer, so that the demo also
    /// shows a blob that has to come from elsewhere.
    /// </summary>
    public IEnumerable<Blob> UnfinishedMirror => WholeMirror.Where(blob => blob.Digest != MissingFromUnfinished);

    /// <summary>The digest that <see cref="UnfinishedMirror"/> lacks.</summary>
    public Digest MissingFromUnfinished => Image.For(Platform.LinuxArm64).Layers[^1].Blob.Digest;

    /// <summary>Makes the image: the same bytes every time on the same runtime.</summary>
    public static DemoImage Create()
    {
        var shared = Layer.Of(new LayerFile("usr/share/fairlead-demo/shared", SeededContent.Of(seed: 1, SharedLayerSize)));
        var builder = new ImageBuilder();
        foreach (var platform in new[] { Platform.LinuxAmd64, Platform.LinuxArm64 })
            builder.Add(platform, shared, Layer.Of(LayerFile.Text(MarkerPath, $"Pulled through Fairlead, for {platform}.\n")));
        return new DemoImage(builder.Build(), shared);
    }
}
