using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Syncing;

namespace Fairlead.Cli;

/// <summary>How far a sync has come, at one moment.</summary>
internal readonly record struct SyncCounts(SyncPhase Phase)
{
    /// <summary>Manifests that were walked.</summary>
    public long Images { get; init; }

    /// <summary>Blobs that were found by walking.</summary>
    public long Blobs { get; init; }

    /// <summary>What is to be copied, each blob once for each destination that lacks it.</summary>
    public CopyTotals Planned { get; init; }

    /// <summary>What was copied of that; bytes also of blobs that are under way.</summary>
    public CopyTotals Done { get; init; }

    /// <summary>What failed.</summary>
    public long Failures { get; init; }

    /// <summary>Bytes in a second, lately.</summary>
    public double BytesPerSecond { get; init; }

    /// <summary>How much of the copying is done, from 0 to 1.</summary>
    public double Share => Planned.Bytes > 0 ? Math.Clamp((double)Done.Bytes / Planned.Bytes, 0, 1)
        : Planned.Blobs > 0 ? Math.Clamp((double)Done.Blobs / Planned.Blobs, 0, 1) : 1;

    /// <summary>In one line, without a line's end.</summary>
    public override string ToString() => Phase switch
    {
        SyncPhase.Walking => $"reading the sources: {ByteText.Count(Images)} images, {ByteText.Count(Blobs)} blobs{Failed}",
        SyncPhase.Listing => $"listing the destinations{Failed}",
        SyncPhase.WritingInventories => $"writing inventories{Failed}",
        _ => $"copying: {ByteText.Count(Done.Blobs)} of {ByteText.Count(Planned.Blobs)} blobs, {ByteText.Of(Done.Bytes)} of {ByteText.Of(Planned.Bytes)}{Rate}{Failed}",
    };

    private string Failed => Failures > 0 ? $", {ByteText.Count(Failures)} failed" : "";

    private string Rate
    {
        get
        {
            if (BytesPerSecond < 1) return "";
            var left = TimeSpan.FromSeconds(Math.Clamp((Planned.Bytes - Done.Bytes) / BytesPerSecond, 0, TimeSpan.SecondsPerDay * 99d));
            return $", {ByteText.Of(BytesPerSecond)}/s, {ByteText.Left(left)} left";
        }
    }
}
