using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Syncing;

public sealed class ShardTests
{
    [Theory]
    [InlineData("0/1", 0, 1)]
    [InlineData("7/8", 7, 8)]
    [InlineData("9999/10000", 9999, 10000)]
    public void TryParse_PartOfAll_IsIt(string text, int index, int count)
    {
        Shard.TryParse(text, out var shard).ShouldBeTrue();
        shard.ShouldBe(new Shard(index, count));
        shard.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/8")] // a variable that isn't set
    [InlineData("1")]
    [InlineData("8/8")]
    [InlineData("0/0")]
    [InlineData("-1/8")]
    [InlineData("+1/8")]
    [InlineData("1/8/9")]
    [InlineData("0/10001")]
    [InlineData("0/99999999999")]
    public void TryParse_NoPartOfAll_IsNone(string text) => Shard.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void Holds_AllPartsOfManyBlobs_EachIsInOneAndPartsAreAlike(int count)
    {
        const int blobs = 6400;
        var held = new int[count];
        for (var i = 0; i < blobs; i++)
        {
            var digest = Digest.Of(BitConverter.GetBytes(i));
            held[Enumerable.Range(0, count).Single(index => new Shard(index, count).Holds(digest))]++;
        }
        held.Min().ShouldBeGreaterThan(blobs / count / 2);
        held.Max().ShouldBeLessThan((blobs / count * 2) + 1);
    }
}
