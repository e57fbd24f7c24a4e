using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Verifying;

public sealed class VerifyRunTests : IDisposable
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
    public async Task Content_WrongByte_IsFoundByReadingAlone()
    {
        _mirror.Damage(_mirror.Digests[1]);
        Kinds(await _mirror.VerifyAsync(s_listing, _mirror.Walk)).ShouldBeEmpty();
        var report = await _mirror.VerifyAsync(s_content, walk: null);
        Kinds(report).ShouldBe([(FindingKind.WrongContent, _mirror.Digests[1])]);
        report.Destinations.Single().Findings.Single().Message.ShouldStartWith("700000 bytes that hash to sha256:");
        report.IsGood.ShouldBeFalse();
    }

    [Fact]
    public async Task Content_Sample_ReadsSoManyTheSameOnesEachTime()
    {
        _mirror.Damage(_mirror.Digests[1]);
        _mirror.Damage(_mirror.Digests[3]);
        var found = new List<int>();
        for (var seed = 0; seed < 20; seed++)
        {
            var options = s_content with { Sample = 2, Seed = (ulong)seed };
            var report = await _mirror.VerifyAsync(options, _mirror.Walk);
            report.Destinations.Single().Read.Blobs.ShouldBe(2);
            Kinds(await _mirror.VerifyAsync(options, _mirror.Walk)).ShouldBe(Kinds(report));
            found.Add(report.Destinations.Single().Findings.Count);
        }
        found.Distinct().Order().ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task Content_SampleOfMoreThanThereAre_ReadsAll() =>
        (await _mirror.VerifyAsync(s_content with { Sample = 100 }, _mirror.Walk)).Destinations.Single().Read.Blobs.ShouldBe(5);

    [Fact]
    public async Task Content_TransferThatBreaksOnce_IsReadAgain()
    {
        var opened = 0;
        var key = Fairlead.Artifacts.Stores.KeyTemplate.Default.KeyOf(_mirror.Digests[1]);
        var report = await _mirror.VerifyAsync(s_content, _mirror.Walk, inner => new UnreadableStore(inner, (asked, content) =>
            asked == key && Interlocked.Increment(ref opened) == 1 ? new MemoryStream(_mirror.Content(_mirror.Digests[1])[..1000]) : content));
        Kinds(report).ShouldBeEmpty();
        opened.ShouldBe(2);
    }

    [Fact]
    public async Task Content_ObjectThatGoesOn_IsLeftWhereItIsTooLong()
    {
        using var endless = new EndlessStream();
        var key = Fairlead.Artifacts.Stores.KeyTemplate.Default.KeyOf(_mirror.Digests[2]);
        var report = await _mirror.VerifyAsync(s_content, _mirror.Walk, inner => new UnreadableStore(inner, (asked, content) => asked == key ? endless : content));
        Kinds(report).ShouldBe([(FindingKind.WrongContent, _mirror.Digests[2])]);
        report.Destinations.Single().Findings.Single().Message.ShouldBe("more than the 1002 bytes that are listed");
    }

    [Fact]
    public async Task Content_Unreadable_IsWrong()
    {
        var key = Fairlead.Artifacts.Stores.KeyTemplate.Default.KeyOf(_mirror.Digests[2]);
        var report = await _mirror.VerifyAsync(s_content, _mirror.Walk, inner => new UnreadableStore(inner, (asked, content) => asked == key ? null : content));
        Kinds(report).ShouldBe([(FindingKind.Unreadable, _mirror.Digests[2])]);
        report.IsGood.ShouldBeFalse();
    }

    [Fact]
    public async Task Content_NothingCanBeRead_IsGivenUpSoon()
    {
        using var large = new VerifiedMirror(blobs: 200);
        var opened = 0;
        var report = await large.VerifyAsync(s_content, large.Walk, inner => new UnreadableStore(inner, (asked, content) =>
        {
            if (asked == SyncDestination.DefaultInventoryKey) return content;
            Interlocked.Increment(ref opened);
            return null;
        }));
        report.Destinations.Single().Failure!.ShouldContain("given up after 20 objects in a row that can't be read");
        opened.ShouldBeLessThan(2 * 40);
    }

    [Fact]
    public async Task Content_Interrupted_TellsWhatWasFoundUntilThen()
    {
        foreach (var digest in _mirror.Digests.Skip(1)) _mirror.Damage(digest); // the first has no byte to be wrong
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var asked = new HashSet<string>();
        var options = s_content with { Copy = new CopyOptions { Jobs = 1 } };
        var report = await _mirror.VerifyAsync(options, _mirror.Walk, inner => new UnreadableStore(inner, (key, content) =>
        {
            if (key != SyncDestination.DefaultInventoryKey && asked.Add(key) && asked.Count == 4) stop.Cancel();
            return content;
        }), stop.Token);
        var verdict = report.Destinations.Single();
        (report.IsInterrupted, report.IsGood, verdict.Failure).ShouldBe((true, false, null));
        verdict.Read.Blobs.ShouldBe(3);
        verdict.Count(FindingKind.WrongContent).ShouldBeInRange(2, 3); // whether the empty one was among them is the folder's choice
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

    [Fact]
    public async Task Verify_StoreThatCannotBeOpened_IsAFailureOfItsOwn()
    {
        _mirror.Dispose();
        Directory.CreateDirectory(_mirror.Folder);
        Directory.Delete(_mirror.Folder);
        Fairlead.Artifacts.Stores.StoreUrl.TryParse("file://" + _mirror.Folder, out var url, out _).ShouldBeTrue();
        using var registries = new Fairlead.Artifacts.Registries.RegistryClients(new(), TimeProvider.System);
        var job = new SyncJob("", [], [new SyncDestination(url!, SyncDestination.DefaultInventoryKey)]);
        var report = await new VerifyRun(registries, s_content, TimeProvider.System).RunAsync(job, _mirror.Observer, TestContext.Current.CancellationToken);
        report.IsGood.ShouldBeFalse();
        report.Destinations.Single().Failure!.ShouldContain("there is no such folder");
        Directory.CreateDirectory(_mirror.Folder);
    }

    private static List<(FindingKind, Digest?)> Kinds(VerifyReport report) => [.. report.Destinations.Single().Findings.Select(finding => (finding.Kind, finding.Digest))];
}
