using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Verifying;

public sealed class InventoryComparisonTests
{
    private static readonly Digest s_one = Digest.Of("one"u8);
    private static readonly Digest s_two = Digest.Of("two"u8);

    [Fact]
    public void Differences_TheSame_AreNone() => Differences([(s_one, 3), (s_two, 4)], [(s_two, 4), (s_one, 3)]).ShouldBeEmpty();

    [Fact]
    public void Differences_BothEmpty_AreNone() => Differences([], []).ShouldBeEmpty();

    [Fact]
    public void Differences_SaysMoreThanIsThere_Fails()
    {
        var finding = Differences([(s_one, 3)], []).Single();
        (finding.Kind, finding.Digest, finding.Repository).ShouldBe((FindingKind.InventoryOnly, s_one, "team/app"));
        finding.Kind.Severity(isStrict: false).ShouldBe(FindingSeverity.Failure);
    }

    [Fact]
    public void Differences_SaysLessThanIsThere_Warns()
    {
        var finding = Differences([], [(s_one, 3)]).Single();
        (finding.Kind, finding.Digest).ShouldBe((FindingKind.InventoryLacks, s_one));
        finding.Kind.Severity(isStrict: true).ShouldBe(FindingSeverity.Warning);
    }

    [Fact]
    public void Differences_SaysAnotherSize_Warns()
    {
        var finding = Differences([(s_one, 3)], [(s_one, 4)]).Single();
        (finding.Kind, finding.Message).ShouldBe((FindingKind.InventorySize, "4 bytes, the inventory says 3"));
        finding.Kind.Severity(isStrict: true).ShouldBe(FindingSeverity.Warning);
    }

    private static List<Finding> Differences((Digest Digest, long Size)[] inventory, (Digest Digest, long Size)[] held)
    {
        var builder = new InventoryBuilder();
        foreach (var (digest, size) in inventory) builder.Add(digest, size, ["team/app"]);
        return [.. InventoryComparison.Differences(builder.Build(DateTimeOffset.UnixEpoch), held.ToDictionary(one => one.Digest, one => one.Size))];
    }
}
