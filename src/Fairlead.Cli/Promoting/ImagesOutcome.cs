using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Cli.Promoting;

/// <summary>What a confirmed run of images came to.</summary>
/// <param name="State">How far it came.</param>
internal sealed record ImagesOutcome(RunState State) : PromotionOutcome(State)
{
    /// <summary>What came of copying; null where there was nothing to copy, or it was not to be.</summary>
    public PromotionReport? Report { get; init; }

    /// <summary>What the mirrors got, a report a job; null where that was not asked for, or not done.</summary>
    public IReadOnlyList<SyncReport>? Mirrors { get; init; }

    /// <summary>Whether the mirrors have all of it; null as above.</summary>
    public bool? IsSynced { get; init; }
}
