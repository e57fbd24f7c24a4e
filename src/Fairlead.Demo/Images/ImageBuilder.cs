using Fairlead.Formats.Oci;

namespace Fairlead.Demo.Images;

/// <summary>Collects the platforms of an image. Not for use by two threads at once.</summary>
public sealed class ImageBuilder
{
    private readonly List<PlatformImage> _platforms = [];

    /// <summary>Adds an image for this platform, the lowest layer first.</summary>
    /// <exception cref="ArgumentException">The platform is there already.</exception>
    public ImageBuilder Add(Platform platform, params IReadOnlyList<Layer> layers)
    {
        if (_platforms.Exists(image => image.Platform == platform))
            throw new ArgumentException($"{platform} is in the image already", nameof(platform));
        _platforms.Add(PlatformImage.Of(platform, layers));
        return this;
    }

    /// <summary>Adds an image of this many layers of this many incompressible bytes, the same for the same seed.</summary>
    public ImageBuilder AddSeeded(Platform platform, ulong seed, int layers, int layerSize) =>
        Add(platform, [.. Enumerable.Range(0, layers).Select(i => Layer.Seeded(seed + (ulong)i, layerSize))]);

    /// <summary>The image of what was added so far.</summary>
    public Image Build() => new([.. _platforms]);
}
