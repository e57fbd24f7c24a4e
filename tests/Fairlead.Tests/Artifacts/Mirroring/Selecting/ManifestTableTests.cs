using System.Text;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Selecting;

public sealed class ManifestTableTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_MoreThanIsKept_IsLoadedAgain()
    {
        var parts = new ManifestParts([], [], []);
        var table = new ManifestTable(maxBytes: parts.Bytes);
        var loads = new List<int>();
        foreach (var i in (int[])[0, 1, 0, 1])
        {
            var got = await table.GetAsync(Digest.Of([(byte)i]), () =>
            {
                loads.Add(i);
                return Task.FromResult<ManifestParts?>(parts);
            }, Cancel);
            got.ShouldBeSameAs(parts);
        }
        loads.ShouldBe([0, 1, 1]);
    }

    [Fact]
    public void Of_LayersWithLongUrls_KeepsNothingOfThem()
    {
        var urls = string.Join(',', Enumerable.Repeat($"\"https://{new string('a', 1000)}\"", 100));
        var layer = TestManifests.Layer("foreign");
        var image = TestManifests.Image(TestManifests.Config("c"), [TestManifests.Descriptor(layer, $",\"urls\":[{urls}]")]);
        var parts = ManifestParts.Of(Manifest.Parse(image.Content.Span, null), new WantedTable());
        parts.NonDistributable.ShouldBe([(layer.Digest, layer.Size)]);
        parts.Bytes.ShouldBeLessThan(1000);
    }

    [Fact]
    public void Bytes_IndexOfLongPlatforms_CountsThem()
    {
        var (name, child) = (new string('x', 255), TestManifests.Layer("child"));
        var index = TestManifests.Index(Enumerable.Repeat(TestManifests.Child(child, name, name, name), 100));
        ManifestParts.Of(Manifest.Parse(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(index.Content.Span)), null), new WantedTable()).Bytes.ShouldBeGreaterThan(100 * 3 * 2 * 255);
    }
}
