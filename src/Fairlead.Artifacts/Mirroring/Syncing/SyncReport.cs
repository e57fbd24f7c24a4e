using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>What a sync came to.</summary>
public sealed record SyncReport
{
    /// <summary>The job's name; empty where there is only one.</summary>
    public required string Name { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Which part of the blobs; null: all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Whether it only counted.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether it was ended before it was done: its counts are of what was done until then.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Whether the sources were walked: not so where there is no destination that can be spoken to.</summary>
    public bool IsWalked { get; init; } = true;

    /// <summary>Manifests that were walked.</summary>
    public long Images { get; init; }

    /// <summary>Blobs that are wanted, those of other shards not among them.</summary>
    public CopyTotals Wanted { get; init; }

    /// <summary>Layers that may not be distributed, and were left out.</summary>
    public long LeftOut { get; init; }

    /// <summary>Blobs that a redirector misses and the registry has not.</summary>
    public long NotInSource { get; init; }

    /// <summary>Blobs that a redirector misses of other registries.</summary>
    public long OfOtherRegistries { get; init; }

    /// <summary>What was read from sources, second reads included.</summary>
    public CopyTotals Read { get; init; }

    /// <summary>Reads for destinations that had fallen behind.</summary>
    public long SecondReads { get; init; }

    /// <summary>One each, in the job's order.</summary>
    public IReadOnlyList<DestinationOutcome> Destinations { get; init; } = [];

    /// <summary>What of the sources could not be walked.</summary>
    public IReadOnlyList<WalkFailure> WalkFailures { get; init; } = [];

    /// <summary>Every blob that a destination lacks because it could not be copied.</summary>
    public IReadOnlyList<CopyFailure> CopyFailures { get; init; } = [];

    /// <summary>Whether all of it was done.</summary>
    public bool IsGood => !IsInterrupted && WalkFailures.Count == 0 && CopyFailures.Count == 0 && Destinations.All(one => one.IsGood);
}
