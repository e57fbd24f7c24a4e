using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Demo.Images;

public sealed class ImageBuilderTests
{
    [Fact]
    public void AddSeeded_LayersOfASize_AreThatManyDifferentOnes()
    {
        var image = new ImageBuilder().AddSeeded(Platform.LinuxAmd64, seed: 1, layers: 5, layerSize: 10_000).Build();
        image.Platforms.ShouldHaveSingleItem().Layers.Count.ShouldBe(5);
        image.Blobs.Count.ShouldBe(6, "five layers and a config");
        image.Manifests.Count.ShouldBe(2, "a manifest and the index");
    }

    [Fact]
    public void AddSeeded_SameSeed_IsTheSameImage() =>
        Seeded(1).Index.Digest.ShouldBe(Seeded(1).Index.Digest);

    [Fact]
    public void AddSeeded_AnotherSeed_IsAnotherImage() =>
        Seeded(1).Index.Digest.ShouldNotBe(Seeded(100).Index.Digest);

    [Fact]
    public void Add_PlatformTwice_IsRefused()
    {
        var builder = new ImageBuilder().Add(Platform.LinuxAmd64, Layer.Seeded(1, 10));
        Should.Throw<ArgumentException>(() => builder.Add(Platform.LinuxAmd64, Layer.Seeded(2, 10)));
    }

    [Fact]
    public void For_PlatformThatIsNotThere_IsRefused() =>
        Should.Throw<ArgumentException>(() => Seeded(1).For(Platform.LinuxArm64)).Message.ShouldContain("linux/arm64");

    private static Image Seeded(ulong seed) => new ImageBuilder().AddSeeded(Platform.LinuxAmd64, seed, layers: 2, layerSize: 1000).Build();
}
