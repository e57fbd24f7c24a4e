using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Verifying;

/// <summary>A mirror whose objects are read.</summary>
public sealed class VerifyContentTests : IDisposable
{
    private static readonly VerifyOptions s_listing = new();
    private static readonly VerifyOptions s_content = new() { Content = true, Seed = 3 };

    private readonly VerifiedMirror _mirror = new();

    public void Dispose() => _mirror.Dispose();

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
        var key = KeyTemplate.Default.KeyOf(_mirror.Digests[1]);
        var report = await _mirror.VerifyAsync(s_content, _mirror.Walk, inner => new UnreadableStore(inner, (asked, content) =>
            asked == key && Interlocked.Increment(ref opened) == 1 ? new MemoryStream(_mirror.Content(_mirror.Digests[1])[..1000]) : content));
        Kinds(report).ShouldBeEmpty();
        opened.ShouldBe(2);
    }

    [Fact]
    public async Task Content_ObjectThatGoesOn_IsLeftWhereItIsTooLong()
    {
        using var endless = new EndlessStream();
        var key = KeyTemplate.Default.KeyOf(_mirror.Digests[2]);
        var report = await _mirror.VerifyAsync(s_content, _mirror.Walk, inner => new UnreadableStore(inner, (asked, content) => asked == key ? endless : content));
        Kinds(report).ShouldBe([(FindingKind.WrongContent, _mirror.Digests[2])]);
        report.Destinations.Single().Findings.Single().Message.ShouldBe("more than the 1002 bytes that are listed");
    }

    [Fact]
    public async Task Content_Unreadable_IsWrong()
    {
        var key = KeyTemplate.Default.KeyOf(_mirror.Digests[2]);
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

    private static List<(FindingKind, Digest?)> Kinds(VerifyReport report) => [.. report.Destinations.Single().Findings.Select(finding => (finding.Kind, finding.Digest))];
}
