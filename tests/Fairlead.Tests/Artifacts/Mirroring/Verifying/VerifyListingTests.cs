using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Verifying;

/// <summary>A mirror held against its listing, its inventory and its sources.</summary>
public sealed class VerifyListingTests : IDisposable
{
    private static readonly VerifyOptions s_listing = new();
    private static readonly VerifyOptions s_content = new() { Content = true, Seed = 3 };

    private readonly VerifiedMirror _mirror = new();

    public void Dispose() => _mirror.Dispose();

    [Fact]
    public async Task Verify_WholeMirror_FindsNothing()
    {
        var report = await _mirror.VerifyAsync(s_content, _mirror.Walk);
        var verdict = report.Destinations.Single();
        verdict.Findings.ShouldBeEmpty();
        report.IsGood.ShouldBeTrue();
        var all = new CopyTotals(5, _mirror.Walk.Blobs.Sum(blob => blob.Size));
        (verdict.Held, verdict.Read, report.Wanted).ShouldBe((all, all, all));
        (verdict.Inventory!.Blobs, verdict.Inventory.Written).ShouldBe((5, DateTimeOffset.UnixEpoch));
        (_mirror.Observer.AllToRead, _mirror.Observer.BytesRead, _mirror.Observer.ObjectsChecked).ShouldBe((all, all.Bytes, 5));
        _mirror.Observer.Phases.ShouldBe([VerifyPhase.Listing, VerifyPhase.Reading]);
    }

    [Fact]
    public async Task Verify_MissingAndWrongSize_IsWrong()
    {
        File.Delete(_mirror.PathOf(_mirror.Digests[1]));
        _mirror.Write(_mirror.Digests[2], [1, 2, 3]);
        var report = await _mirror.VerifyAsync(s_listing, _mirror.Walk);
        Kinds(report).ShouldBe(
        [
            (FindingKind.Missing, _mirror.Digests[1]), (FindingKind.WrongSize, _mirror.Digests[2]),
            (FindingKind.InventoryOnly, _mirror.Digests[1]), (FindingKind.InventorySize, _mirror.Digests[2]),
        ], ignoreOrder: true);
        report.IsGood.ShouldBeFalse();
    }

    [Fact]
    public async Task Verify_WithoutSources_GoesByTheInventory()
    {
        File.Delete(_mirror.PathOf(_mirror.Digests[1]));
        var report = await _mirror.VerifyAsync(s_listing, walk: null);
        Kinds(report).ShouldBe([(FindingKind.InventoryOnly, _mirror.Digests[1])]);
        (report.IsGood, report.Wanted).ShouldBe((false, null));
    }

    [Fact]
    public async Task Verify_InventoryLacksSome_IsAWarning()
    {
        _mirror.WriteInventory(without: [_mirror.Digests[3]]);
        var report = await _mirror.VerifyAsync(s_listing, _mirror.Walk);
        Kinds(report).ShouldBe([(FindingKind.InventoryLacks, _mirror.Digests[3])]);
        report.IsGood.ShouldBeTrue();
    }

    [Fact]
    public async Task Verify_NoInventory_IsNoFinding()
    {
        File.Delete(_mirror.InventoryPath);
        var report = await _mirror.VerifyAsync(s_listing, _mirror.Walk);
        Kinds(report).ShouldBeEmpty();
        (report.IsGood, report.Destinations.Single().Inventory!.Blobs).ShouldBe((true, null));
    }

    [Fact]
    public async Task Verify_DamagedInventory_IsWrong()
    {
        var bytes = File.ReadAllBytes(_mirror.InventoryPath);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_mirror.InventoryPath, bytes);
        var report = await _mirror.VerifyAsync(s_listing, _mirror.Walk);
        Kinds(report).ShouldBe([(FindingKind.InventoryUnreadable, null)]);
        report.Destinations.Single().Findings.Single().Message.ShouldStartWith("containers/inventory: byte ");
        report.IsGood.ShouldBeFalse();
    }

    [Fact]
    public async Task Verify_ExtraBlob_IsANoteUnlessStrict()
    {
        var extra = Digest.Of("nobody wants me"u8);
        _mirror.Write(extra, "nobody wants me"u8.ToArray());
        _mirror.WriteInventory();
        var kinds = new (FindingKind, Digest?)[] { (FindingKind.InventoryLacks, extra), (FindingKind.Extra, extra) };
        var report = await _mirror.VerifyAsync(s_listing, _mirror.Walk);
        Kinds(report).ShouldBe(kinds);
        report.IsGood.ShouldBeTrue();
        (await _mirror.VerifyAsync(s_listing with { Strict = true }, _mirror.Walk)).IsGood.ShouldBeFalse();
    }

    [Fact]
    public async Task Verify_SourceThatCouldNotBeWalked_IsWrongAndNothingIsCalledExtra()
    {
        var walk = new WalkReport(0, [], 0, [new WalkFailure("registry.example/app", "it does not answer")]);
        var report = await _mirror.VerifyAsync(s_listing, walk);
        Kinds(report).ShouldBeEmpty();
        report.IsGood.ShouldBeFalse();
    }

    [Fact]
    public async Task Verify_StrangeObject_IsCounted()
    {
        File.WriteAllText(Path.Combine(_mirror.Folder, "containers/images/README"), "hello");
        var report = await _mirror.VerifyAsync(s_listing, _mirror.Walk);
        report.Destinations.Single().Others.ShouldBe(1);
        report.IsGood.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_InterruptedBefore_IsNotGood()
    {
        StoreUrl.TryParse("file://" + _mirror.Folder, out var url, out _).ShouldBeTrue();
        using var registries = new RegistryClients(new RegistryClientOptions(), TimeProvider.System);
        var report = await new VerifyRun(registries, s_listing, TimeProvider.System)
            .RunAsync(new SyncJob("nightly", [], [new SyncDestination(url!, SyncDestination.DefaultInventoryKey)]), _mirror.Observer, new CancellationToken(canceled: true));
        (report.Name, report.IsInterrupted, report.IsGood).ShouldBe(("nightly", true, false));
    }

    [Fact]
    public async Task Verify_StoreThatCannotBeOpened_IsAFailureOfItsOwn()
    {
        _mirror.Dispose();
        Directory.CreateDirectory(_mirror.Folder);
        Directory.Delete(_mirror.Folder);
        StoreUrl.TryParse("file://" + _mirror.Folder, out var url, out _).ShouldBeTrue();
        using var registries = new RegistryClients(new(), TimeProvider.System);
        var job = new SyncJob("", [], [new SyncDestination(url!, SyncDestination.DefaultInventoryKey)]);
        var report = await new VerifyRun(registries, s_content, TimeProvider.System).RunAsync(job, _mirror.Observer, TestContext.Current.CancellationToken);
        report.IsGood.ShouldBeFalse();
        report.Destinations.Single().Failure!.ShouldContain("there is no such folder");
        Directory.CreateDirectory(_mirror.Folder);
    }

    private static List<(FindingKind, Digest?)> Kinds(VerifyReport report) => [.. report.Destinations.Single().Findings.Select(finding => (finding.Kind, finding.Digest))];
}
