using Fairlead.Formats.Oci;
using Fairlead.Redirector.Inventories;
using Fairlead.Tests.Formats.Inventories;

namespace Fairlead.Tests.Redirector.Inventories;

public sealed class DigestUniverseTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(3000)]
    public void Find_RandomDigests_KnowsThePlaceOfEachAndNoOther(int count)
    {
        var digests = Enumerable.Range(0, count).Select(InventorySamples.DigestOf).Order().ToArray();
        var universe = new DigestUniverse(digests);
        for (var i = 0; i < count; i++) universe.Find(digests[i]).ShouldBe(i);
        for (var i = count; i < count + 1000; i++) universe.Find(InventorySamples.DigestOf(i)).ShouldBeNegative();
    }

    /// <summary>Whoever writes an inventory may choose digests that all begin alike.</summary>
    [Theory]
    [InlineData(0x00)]
    [InlineData(0x7F)]
    [InlineData(0xFF)]
    public void Find_DigestsThatBeginAlike_AreToldApart(byte first)
    {
        var digests = new Digest[1000];
        for (var i = 0; i < digests.Length; i++)
        {
            var bytes = Enumerable.Repeat(first, 32).ToArray();
            (bytes[30], bytes[31]) = ((byte)(i >> 8), (byte)i);
            digests[i] = Digest.FromBytes(bytes);
        }
        var universe = new DigestUniverse([.. digests.Where((_, i) => i % 2 == 0)]);
        for (var i = 0; i < digests.Length; i++) universe.Find(digests[i]).ShouldBe(i % 2 == 0 ? i / 2 : -1);
    }
}
