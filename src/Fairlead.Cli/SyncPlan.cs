using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli;

/// <summary>What <c>fairlead sync</c> was asked to do.</summary>
internal sealed record SyncPlan
{
    /// <summary>What to copy and where to, one after the other; one at least.</summary>
    public required IReadOnlyList<SyncJob> Jobs { get; init; }

    /// <summary>How registries are talked to.</summary>
    public required RegistryClientOptions Registries { get; init; }

    /// <summary>How it is run.</summary>
    public required SyncOptions Sync { get; init; }

    /// <summary>How long after a run the next one begins; null: there is none.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Whether JSON is wanted.</summary>
    public bool IsJson { get; init; }
}
