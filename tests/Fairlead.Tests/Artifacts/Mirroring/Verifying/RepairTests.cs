using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Verifying;

/// <summary>A mirror that is mended.</summary>
public sealed class RepairTests : IDisposable
{
    private static readonly VerifyOptions s_listing = new();
    private static readonly VerifyOptions s_content = new() { Content = true, Seed = 3 };

    private readonly VerifiedMirror _mirror = new();

    public void Dispose() => _mirror.Dispose();

    [Fact]
    public async Task Repair_MissingWrongSizeAndWrongContent_MakesItWholeAndSaysWhat()
    {
        File.Delete(_mirror.PathOf(_mirror.Digests[0]));
        _mirror.Write(_mirror.Digests[2], [1, 2, 3]);
        _mirror.Damage(_mirror.Digests[1]);
        _mirror.WriteInventory(without: [_mirror.Digests[4]]);
        var report = await _mirror.VerifyAsync(s_content with { Repair = true }, _mirror.Walk);
        report.IsGood.ShouldBeTrue();
        var verdict = report.Destinations.Single();
        verdict.Findings.ShouldAllBe(finding => finding.IsRepaired);
        verdict.Findings.Where(finding => finding.Kind.Name() is "missing" or "wrong-size" or "wrong-content").Select(finding => finding.Digest!.Value)
            .ShouldBe([_mirror.Digests[0], _mirror.Digests[2], _mirror.Digests[1]], ignoreOrder: true);
        verdict.Copied.ShouldBe(new CopyTotals(3, 700_000 + 1002));
        verdict.Inventory!.Rewriting!.State.ShouldBe(InventoryState.Written);
        _mirror.ShouldBeWhole();
        _mirror.Source.Opened.Order().ShouldBe(new[] { _mirror.Digests[0], _mirror.Digests[1], _mirror.Digests[2] }.Order());
        _mirror.Observer.Phases.ShouldBe([VerifyPhase.Listing, VerifyPhase.Reading, VerifyPhase.Repairing, VerifyPhase.Rechecking]);
    }

    [Fact]
    public async Task Repair_NothingWrong_TouchesNothing()
    {
        var written = File.GetLastWriteTimeUtc(_mirror.InventoryPath);
        var report = await _mirror.VerifyAsync(s_content with { Repair = true }, _mirror.Walk);
        (report.IsGood, report.Destinations.Single().Inventory!.Rewriting).ShouldBe((true, null));
        _mirror.Source.Opened.ShouldBeEmpty();
        File.GetLastWriteTimeUtc(_mirror.InventoryPath).ShouldBe(written);
    }

    [Fact]
    public async Task Repair_OnlyTheInventoryIsWrong_WritesItAnew()
    {
        _mirror.WriteInventory(with: [Digest.Of("gone"u8)]);
        var report = await _mirror.VerifyAsync(s_listing with { Repair = true }, _mirror.Walk);
        report.IsGood.ShouldBeTrue();
        _mirror.Source.Opened.ShouldBeEmpty();
        _mirror.ShouldBeWhole();
    }

    [Fact]
    public async Task Repair_SourceGivesWrongBytes_StaysWrongAndOutOfTheInventory()
    {
        var wrong = _mirror.Content(_mirror.Digests[1]).ToArray();
        wrong[0] ^= 1;
        _mirror.Source.Put(_mirror.Digests[1], wrong);
        _mirror.Damage(_mirror.Digests[1]);
        File.Delete(_mirror.PathOf(_mirror.Digests[2]));
        var report = await _mirror.VerifyAsync(s_content with { Repair = true, Copy = new CopyOptions { MaxAttempts = 1 } }, _mirror.Walk);
        report.IsGood.ShouldBeFalse();
        report.CopyFailures.Select(failure => failure.Digest).ShouldBe([_mirror.Digests[1]]);
        report.Destinations.Single().Findings.Where(finding => !finding.IsRepaired).Select(finding => (finding.Kind, finding.Digest)).ShouldBe([(FindingKind.WrongContent, _mirror.Digests[1])]);
        File.Exists(_mirror.PathOf(_mirror.Digests[2])).ShouldBeTrue();
        _mirror.InventoryDigests().ShouldBe(_mirror.Digests.Where(digest => digest != _mirror.Digests[1]).Order()); // clients are sent elsewhere for it
    }

    [Fact]
    public async Task Repair_WrongBlobThatNoSourceHas_IsLeftAlone()
    {
        var orphan = Digest.Of("right"u8);
        _mirror.Write(orphan, "wrong"u8.ToArray());
        var report = await _mirror.VerifyAsync(s_content with { Repair = true }, _mirror.Walk);
        report.IsGood.ShouldBeFalse();
        File.ReadAllText(_mirror.PathOf(orphan)).ShouldBe("wrong");
        report.Destinations.Single().Findings.Where(finding => finding.Kind == FindingKind.WrongContent).ShouldAllBe(finding => !finding.IsRepaired);
    }

    [Fact]
    public async Task Repair_ExtraBlob_StaysThereAndInTheInventory()
    {
        var extra = Digest.Of("kept"u8);
        _mirror.Write(extra, "kept"u8.ToArray());
        (await _mirror.VerifyAsync(s_content with { Repair = true }, _mirror.Walk)).IsGood.ShouldBeTrue();
        File.ReadAllText(_mirror.PathOf(extra)).ShouldBe("kept");
        _mirror.InventoryDigests().ShouldContain(extra);
    }
}
