using Fairlead.Artifacts.Mirroring.Copying;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>How a sync is run.</summary>
public sealed record SyncOptions
{
    /// <summary>How blobs are copied.</summary>
    public CopyOptions Copy { get; init; } = new();

    /// <summary>Which part of the blobs; null: all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Only read and count; nothing is put anywhere.</summary>
    public bool DryRun { get; init; }
}
