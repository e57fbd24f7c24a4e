using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>One of each kind: images over a shared base, an index, an artifact that refers to an image, a signature; and two for faults, of one large layer and of many.</summary>
internal sealed class MirrorImages : IDisposable
{
    public const string App = "test/app";
    public const string Tool = "test/tool";
    public const string Multi = "test/multi";
    public const string Large = "fault/large";
    public const string Many = "fault/many";
    public const string Tag = "v1";

    /// <summary>All that a registry has of them.</summary>
    public static readonly IReadOnlyList<string> Repositories = [App, Tool, Multi, Large, Many];

    private const int LargeBytes = 6_000_000;
    private const int ManyLayers = 30;

    private readonly OciLayout _layout;

    private MirrorImages(OciLayout layout)
    {
        _layout = layout;
        var (root, libraries) = (ImageLayer.Of("root", 60_000), ImageLayer.Of("libraries", 150_000));
        AppImage = layout.AddImage("amd64", root, libraries, ImageLayer.Of("app", 300_000));
        ToolImage = layout.AddImage("amd64", root, libraries, ImageLayer.Of("tool", 20_000), ImageLayer.Of("settings", 300));
        PlatformImages = [.. new[] { "amd64", "arm64", "s390x" }.Select(platform => layout.AddImage(platform, ImageLayer.Of(platform, 40_000), ImageLayer.Of("data", 10_000)))];
        MultiImage = layout.AddIndex(PlatformImages);
        LargeImage = layout.AddImage("amd64", ImageLayer.Of("large", LargeBytes));
        ManyImage = layout.AddImage("amd64", [.. Enumerable.Range(0, ManyLayers).Select(number => ImageLayer.Of($"layer-{number}", 50_000))]);
        Referrer = layout.AddReferrer(AppImage, """{"spdxVersion": "SPDX-2.3", "name": "app"}""");
        Signature = layout.AddSignature(AppImage);
    }

    /// <summary>The first image over the base, with what refers to it.</summary>
    public MadeImage AppImage { get; }

    /// <summary>The second image over the base.</summary>
    public MadeImage ToolImage { get; }

    /// <summary>An index of three platforms.</summary>
    public MadeImage MultiImage { get; }

    /// <summary>Those: amd64, arm64 and s390x, with a layer that all of them have.</summary>
    public IReadOnlyList<MadeImage> PlatformImages { get; }

    /// <summary>An image of one large layer, which comes after its config.</summary>
    public MadeImage LargeImage { get; }

    /// <summary>An image of many layers.</summary>
    public MadeImage ManyImage { get; }

    public MadeImage Referrer { get; }

    public MadeImage Signature { get; }

    /// <summary>Blobs of the app with all that refers to it.</summary>
    public IEnumerable<Digest> AppBlobs => Of(AppImage, Referrer, Signature);

    /// <summary>Blobs below <c>test/</c>.</summary>
    public IEnumerable<Digest> TestBlobs => Of(AppImage, Referrer, Signature, ToolImage, MultiImage);

    /// <summary>All blobs of the registry.</summary>
    public IEnumerable<Digest> AllBlobs => Of(AppImage, Referrer, Signature, ToolImage, MultiImage, LargeImage, ManyImage);

    public static async Task<MirrorImages> PushAsync(DockerRegistry registry)
    {
        var images = new MirrorImages(new OciLayout());
        foreach (var (image, repository, tag) in new[]
        {
            (images.AppImage, App, Tag), (images.Signature, App, images.AppImage.TagName + ".sig"),
            // This registry has no referrers API, so clients keep the list under a tag.
            (images._layout.AddIndex(images.Referrer), App, images.AppImage.TagName),
            (images.ToolImage, Tool, Tag), (images.ToolImage, Tool, "latest"), (images.MultiImage, Multi, Tag),
            (images.LargeImage, Large, Tag), (images.ManyImage, Many, Tag),
        })
            await images._layout.PushAsync(image, registry, repository, tag);
        return images;
    }

    /// <summary>Pushes the second image to where nobody has promoted it.</summary>
    public Task PushToolAsync(DockerRegistry registry, string repository) => _layout.PushAsync(ToolImage, registry, repository, Tag);

    public static IReadOnlyList<Digest> Of(params IReadOnlyList<MadeImage> images) => [.. images.SelectMany(image => image.Blobs).Distinct()];

    public byte[] Read(Digest blob) => _layout.Read(blob);

    public long SizeOf(IEnumerable<Digest> blobs) => blobs.Sum(blob => (long)Read(blob).Length);

    public void Dispose() => _layout.Dispose();
}
