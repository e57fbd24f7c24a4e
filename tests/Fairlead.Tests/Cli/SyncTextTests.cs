using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Cli;

namespace Fairlead.Tests.Cli;

public sealed class SyncTextTests
{
    [Fact]
    public void Write_Good_IsATableAndNoProblem()
    {
        Text(SyncReports.Good).ShouldBe("""
            12 images, 5,020 blobs, 9.8 GB; 12.3 s
            destination  was there   bytes  copied   bytes  lacking  inventory
            s3://paris       5,000  8.6 GB      20  1.2 GB        0  containers/inventory: 5,021 blobs
            file:///srv      5,020  9.8 GB       0     0 B        0  containers/inventory: by another run

            """);
        Problems(SyncReports.Good).ShouldBeEmpty();
    }

    [Fact]
    public void Write_Bad_TellsEverything()
    {
        Text(SyncReports.Bad).ShouldBe("""
            releases: 12 images, 5,020 blobs, 9.8 GB; shard 1/4; 3 layers that may not be distributed left out; 4 not in the source; 5 of other registries left out; 12.3 s
            destination  was there   bytes  copied  bytes  lacking  inventory
            s3://paris       5,000  8.6 GB       0    0 B       20  failed
            file:///srv          0     0 B       0    0 B    5,020  as it was

            """);
        Problems(SyncReports.Bad).ShouldBe($"""
            fairlead: releases: s3://paris: the old one is replaced
            fairlead: releases: s3://paris: the inventory could not be written: no right
            fairlead: releases: file:///srv: there is no such folder
            fairlead: releases: registry.example.org/a: gone?[2J
            fairlead: releases: {SyncReports.Digest} of team/app is not in s3://paris: refused

            """);
    }

    [Fact]
    public void Write_DryRun_SaysWhatWouldBe() =>
        Text(SyncReports.Bad with { IsDryRun = true, Name = "", Shard = null, LeftOut = 0, NotInSource = 0, OfOtherRegistries = 0 }).ShouldBe("""
            12 images, 5,020 blobs, 9.8 GB; nothing was put: --dry-run; 12.3 s
            destination  was there   bytes  would copy   bytes    inventory
            s3://paris       5,000  8.6 GB          20  1.2 GB    failed
            file:///srv          0     0 B       5,020  9.8 GB    as it was

            """);

    [Fact]
    public void WriteProblems_Many_ListsTheFirstAndCountsTheRest()
    {
        var report = SyncReports.Good with { CopyFailures = [.. Enumerable.Range(0, 5000).Select(i => new CopyFailure(SyncReports.Digest, "", $"s{i}", "down"))] };
        var lines = Problems(report).TrimEnd().Split('\n');
        lines.Length.ShouldBe(21);
        lines[19].ShouldBe($"fairlead: {SyncReports.Digest} is not in s19: down");
        lines[20].ShouldBe("fairlead: and 4,980 more failures; --json has all");
        Problems(report, isAllInJson: true).ShouldBeEmpty();
    }

    [Fact]
    public void WriteProblems_Interrupted_SaysWhatWasDoneAndThatTheNextRunGoesOn() =>
        Problems(SyncReports.Good with { IsInterrupted = true }).ShouldBe("fairlead: interrupted; 20 blobs (1.2 GB) were put, and the next run goes on from there\n");

    [Fact]
    public void Write_NotCounted_SaysSo()
    {
        var destination = new DestinationOutcome("s3://paris", default, new(2, 300), default, new("containers/inventory", InventoryState.LeftAlone), null) { IsCounted = false };
        Text(SyncReports.Good with { IsInterrupted = true, Destinations = [destination] }).Split('\n')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["s3://paris", "-", "-", "2", "300", "B", "-", "as", "it", "was"]);
    }

    [Fact]
    public void WriteProblems_NothingFound_AsksWhetherAFilterIsTooStrict()
    {
        var nothing = SyncReports.Good with { Images = 0, Wanted = default };
        Problems(nothing).ShouldBe("fairlead: the sources hold no blobs: is a tag filter too strict?\n");
        Problems(nothing with { NotInSource = 2 }).ShouldBeEmpty();
    }

    private static string Text(SyncReport report)
    {
        using var output = new StringWriter();
        SyncText.Write(output, report);
        return output.ToString();
    }

    private static string Problems(SyncReport report, bool isAllInJson = false)
    {
        using var output = new StringWriter();
        SyncText.WriteProblems(output, report, isAllInJson);
        return output.ToString();
    }
}
