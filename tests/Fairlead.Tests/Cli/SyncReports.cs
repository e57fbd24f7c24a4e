using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Cli;

/// <summary>Reports of syncs that never were.</summary>
internal static class SyncReports
{
    public static readonly Digest Digest = Digest.Of("layer"u8);

    public static SyncReport Good => new()
    {
        Name = "",
        Started = new DateTimeOffset(2026, 11, 21, 17, 0, 0, TimeSpan.Zero),
        Took = TimeSpan.FromSeconds(12.34),
        Images = 12,
        Wanted = new CopyTotals(5020, 9_800_000_000),
        Read = new CopyTotals(21, 1_300_000_000),
        SecondReads = 1,
        Destinations =
        [
            new("s3://paris", new(5000, 8_600_000_000), new(20, 1_200_000_000), default, new("containers/inventory", InventoryState.Written, 5021), null),
            new("file:///srv", new(5020, 9_800_000_000), default, default, new("containers/inventory", InventoryState.WrittenByOthers), null),
        ],
    };

    public static SyncReport Bad => Good with
    {
        Name = "releases",
        Shard = new Shard(1, 4),
        LeftOut = 3,
        NotInSource = 4,
        OfOtherRegistries = 5,
        Destinations =
        [
            new("s3://paris", new(5000, 8_600_000_000), default, new(20, 1_200_000_000), new("containers/inventory", InventoryState.Failed, 0, "the old one is replaced", "no right"), null),
            new("file:///srv", default, default, new(5020, 9_800_000_000), new("containers/inventory", InventoryState.LeftAlone), "file:///srv: there is no such folder"),
        ],
        WalkFailures = [new WalkFailure("registry.example.org/a", "gone\e[2J")],
        CopyFailures = [new CopyFailure(Digest, "team/app", "s3://paris", "refused")],
    };
}
