using Fairlead.Artifacts.Probing;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Probing;

public sealed class ProbeSampleTests
{
    private static readonly ProbedBlob[] s_blobs = [.. Enumerable.Range(1, 100).Select(i => new ProbedBlob("a", Digest.Of(BitConverter.GetBytes(i)), (i * 37 % 101) + 1))];

    [Fact]
    public void Choose_Some_HasTheSmallestAndTheLargest()
    {
        var sizes = ProbeSample.Choose(s_blobs, 10, seed: 1).Select(blob => blob.Size).ToArray();
        sizes.Length.ShouldBe(10);
        sizes.ShouldBeInOrder();
        (sizes[0], sizes[^1]).ShouldBe((s_blobs.Min(blob => blob.Size), s_blobs.Max(blob => blob.Size)));
    }

    [Fact]
    public void Choose_One_IsTheLargest() =>
        ProbeSample.Choose(s_blobs, 1, seed: 1).Single().Size.ShouldBe(s_blobs.Max(blob => blob.Size));

    [Fact]
    public void Choose_MoreThanThereAre_IsAllOfThemOnce() =>
        ProbeSample.Choose(s_blobs, 1000, seed: 1).Select(blob => blob.Digest).Distinct().Count().ShouldBe(100);

    [Fact]
    public void Choose_FromNothing_IsNothing() => ProbeSample.Choose([], 10, seed: 1).ShouldBeEmpty();
}
