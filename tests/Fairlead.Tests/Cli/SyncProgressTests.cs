using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Cli;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli;

public sealed class SyncProgressTests
{
    private const string Clear = "\r\e[2K";
    private static readonly WantedBlob s_blob = new(SyncReports.Digest, 10_000_000, []);

    private readonly ManualTime _time = new();
    private readonly StringWriter _output = new();

    [Fact]
    public void Terminal_EachPhase_DrawsOneLineAgainAndAgain()
    {
        using (var progress = new SyncProgress("", _output, 100, _time))
        {
            progress.Entered(SyncPhase.Walking);
            progress.Found(12, 3400);
            Drawn().ShouldBe([$"{Clear}reading the sources: 12 images, 3,400 blobs"]);

            progress.Entered(SyncPhase.Listing);
            progress.Failed(new WalkFailure("x", "y"));
            Drawn().ShouldBe([$"{Clear}listing the destinations, 1 failed"]);

            progress.Planned(new CopyTotals(10, 100_000_000));
            progress.Entered(SyncPhase.Copying);
            Drawn().ShouldBe([$"{Clear}copying: 0 of 10 blobs, 0 B of 100 MB, 1 failed"]);
            progress.Advanced(null!, 10_000_000);
            progress.Copied(s_blob, null!);
            Drawn().ShouldBe([$"{Clear}copying: 1 of 10 blobs, 10 MB of 100 MB, 40 MB/s, 3 s left, 1 failed"]);
            progress.Retried(s_blob, null!, "cut", 4_000_000);
            Drawn().ShouldBe([$"{Clear}copying: 1 of 10 blobs, 6 MB of 100 MB, 12 MB/s, 8 s left, 1 failed"]);

            progress.Entered(SyncPhase.WritingInventories);
            Drawn().ShouldBe([$"{Clear}writing inventories, 1 failed"]);
        }
        _output.ToString().ShouldEndWith(Clear);
        _output.GetStringBuilder().Clear();
        Drawn().ShouldBe([""]);
    }

    [Fact]
    public void Terminal_Narrow_CutsTheLine()
    {
        using var progress = new SyncProgress("releases", _output, 20, _time);
        Drawn().ShouldBe([$"{Clear}releases: reading t"]);
    }

    [Fact]
    public void Elsewhere_TimePasses_IsALineEveryHalfMinute()
    {
        using var progress = new SyncProgress("releases", _output, null, _time);
        for (var second = 0; second < 75; second++) _time.Advance(TimeSpan.FromSeconds(1));
        Taken().ShouldBe(["releases: reading the sources: 0 images, 0 blobs", "releases: reading the sources: 0 images, 0 blobs", ""]);
    }

    [Fact]
    public void Elsewhere_ManyBlobs_IsALineATenth()
    {
        using var progress = new SyncProgress("", _output, null, _time);
        progress.Entered(SyncPhase.Copying);
        progress.Planned(new CopyTotals(5000, 0));
        for (var i = 0; i < 5000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(5)); // in all: less than the half minute
            progress.Copied(s_blob, null!);
        }
        var lines = Taken();
        lines.Length.ShouldBe(11);
        lines[0].ShouldStartWith("copying: 500 of 5,000 blobs");
        lines[9].ShouldStartWith("copying: 5,000 of 5,000 blobs");
    }

    [Fact]
    public void Elsewhere_SmallSync_SaysNothing()
    {
        using var progress = new SyncProgress("", _output, null, _time);
        progress.Planned(new CopyTotals(10, 0));
        for (var i = 0; i < 10; i++) progress.Copied(s_blob, null!);
        Taken().ShouldBe([""]);
    }

    [Fact]
    public void Elsewhere_Failures_AreALineEachUntilThereAreTooMany()
    {
        using var progress = new SyncProgress("", _output, null, _time);
        progress.Failed(new WalkFailure("registry.example.org/a", "gone\e[2J"));
        for (var i = 0; i < 500; i++) progress.Failed(new CopyFailure(SyncReports.Digest, "a", "b", "down"));
        var lines = Taken();
        lines.Length.ShouldBe(101);
        lines[0].ShouldBe("failed: registry.example.org/a: gone?[2J");
        lines[1].ShouldBe($"failed: {SyncReports.Digest} of a is not in b: down");
    }

    [Fact]
    public void Terminal_Failure_IsALineOfItsOwnAboveTheProgress()
    {
        using var progress = new SyncProgress("", _output, 100, _time);
        progress.LeftAlone("s3://paris", "s3://paris: no such bucket");
        Taken().ShouldBe(["\r\e[2Kfailed: s3://paris: no such bucket", ""]);
        Drawn().ShouldBe(["\r\e[2Kreading the sources: 0 images, 0 blobs, 1 failed"]);
    }

    /// <summary>What the next drawing shows.</summary>
    private string[] Drawn()
    {
        _output.GetStringBuilder().Clear();
        _time.Advance(TimeSpan.FromMilliseconds(250));
        return Taken();
    }

    private string[] Taken() => _output.ToString().Split('\n');
}
