using System.Buffers.Binary;
using Fairlead.Demo.Mirrors;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Demo.Mirrors;

public sealed class BlobCountsTests
{
    [Fact]
    public void Add_MoreDigestsThanItKeeps_CountsTheRestInTheTotalAlone()
    {
        var counts = new BlobCounts();
        for (var i = 0; i <= BlobCounts.Capacity; i++) counts.Add(Number(i), isHead: true);
        counts.Add(Number(0), isHead: true);
        counts.Heads.ShouldBe(BlobCounts.Capacity + 2);
        counts.HeadsOf(Number(0)).ShouldBe(2);
        counts.HeadsOf(Number(BlobCounts.Capacity)).ShouldBe(0);
    }

    private static Digest Number(int number)
    {
        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return Digest.FromBytes(bytes);
    }
}
