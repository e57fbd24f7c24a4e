using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Verifying;

public sealed class BlobComparisonTests
{
    private static readonly Digest s_one = Digest.Of("one"u8);
    private static readonly Digest s_two = Digest.Of("two"u8);
    private static readonly Digest s_three = Digest.Of("three"u8);

    [Fact]
    public void Wrong_AllThereInTheirSizes_IsNothing() =>
        BlobComparison.Wrong([Wanted(s_one, 3), Wanted(s_two, 0)], Held((s_one, 3), (s_two, 0), (s_three, 9))).ShouldBeEmpty();

    [Fact]
    public void Wrong_SizeThatNobodyKnows_CannotBeWrong() => BlobComparison.Wrong([Wanted(s_one, -1)], Held((s_one, 3))).ShouldBeEmpty();

    [Fact]
    public void Wrong_MissingAndOfAnotherSize_NamesThemWithTheirRepository()
    {
        var findings = BlobComparison.Wrong([Wanted(s_one, 3), Wanted(s_two, 4), Wanted(s_three, -1)], Held((s_two, 5))).ToList();
        findings.Select(finding => (finding.Kind, finding.Digest, finding.Message)).ShouldBe(
        [
            (FindingKind.Missing, s_one, "not there, 3 bytes"),
            (FindingKind.WrongSize, s_two, "5 bytes, the manifests say 4"),
            (FindingKind.Missing, s_three, "not there"),
        ]);
        findings.ShouldAllBe(finding => finding.Repository == "team/app");
    }

    [Fact]
    public void Extra_InNoSource_IsNamedInOrder() =>
        BlobComparison.Extra([Wanted(s_one, 3)], Held((s_one, 3), (s_two, 4), (s_three, 5))).Select(finding => finding.Digest!.Value).ShouldBe(new[] { s_two, s_three }.Order());

    private static WantedBlob Wanted(Digest digest, long size) => new(digest, size, [new BlobLocation(new MemorySource(), ""), new BlobLocation(new MemorySource(), "team/app")]);

    private static Dictionary<Digest, long> Held(params (Digest Digest, long Size)[] held) => held.ToDictionary(one => one.Digest, one => one.Size);
}
