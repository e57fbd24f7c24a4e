using Fairlead.Artifacts.Sampling;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Sampling;

public sealed class DigestSampleTests
{
    private static readonly Digest[] s_digests = [.. Enumerable.Range(0, 1000).Select(i => Digest.Of(BitConverter.GetBytes(i)))];

    [Fact]
    public void Choose_SameSeed_IsTheSameInAnyOrder() =>
        Choose(s_digests.Reverse(), 20, seed: 7).ShouldBe(Choose(s_digests, 20, seed: 7));

    [Fact]
    public void Choose_OtherSeed_IsAnotherChoice() =>
        Choose(s_digests, 20, seed: 8).Intersect(Choose(s_digests, 20, seed: 7)).Count().ShouldBeLessThan(10);

    [Fact]
    public void Choose_OneBlobMore_ChangesOnePlaceAtTheMost() =>
        Choose(s_digests, 20, seed: 7).Except(Choose(s_digests.Skip(1), 20, seed: 7)).Count().ShouldBeLessThanOrEqualTo(1);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(20, 20)]
    [InlineData(1000, 1000)]
    [InlineData(5000, 1000)]
    public void Choose_AnyCount_IsThatManyEachOnce(int count, int chosen) =>
        Choose(s_digests, count, seed: 7).Distinct().Count().ShouldBe(chosen);

    [Fact]
    public void Choose_ManySeeds_LeaveNobodyOut() =>
        Enumerable.Range(0, 500).SelectMany(seed => Choose(s_digests, 20, (ulong)seed)).Distinct().Count().ShouldBeGreaterThan(990);

    private static IReadOnlyList<Digest> Choose(IEnumerable<Digest> from, int count, ulong seed) => DigestSample.Choose(from, digest => digest, count, seed);
}
