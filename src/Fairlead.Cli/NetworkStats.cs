using Fairlead.Networks.Feeds;
using Fairlead.Networks.Lookup;
using Fairlead.Networks.Review;

namespace Fairlead.Cli;

/// <summary>What <c>networks stats</c> tells.</summary>
/// <param name="Feeds">The feeds; none for a snapshot file.</param>
/// <param name="Written">When the snapshot file was written; null for a policy.</param>
/// <param name="Table">The table.</param>
/// <param name="Review">Its sources.</param>
internal sealed record NetworkStats(IReadOnlyList<LoadedFeed> Feeds, DateTimeOffset? Written, NetworkTable Table, SourceReview Review);
