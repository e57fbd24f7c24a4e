using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Promotion.Applying;

namespace Fairlead.Artifacts.Promotion.Files.Copying;

/// <summary>What applying a plan of files came to.</summary>
/// <param name="Started">When it began.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Read">Files and bytes that were read from sources.</param>
/// <param name="Edges">One for each edge that the plan would copy, in the plan's order.</param>
/// <param name="IsInterrupted">Whether it was ended before it was done.</param>
public sealed record FileReport(DateTimeOffset Started, TimeSpan Took, CopyTotals Read, IReadOnlyList<FileOutcome> Edges, bool IsInterrupted)
{
    /// <summary>Whether all of it is done.</summary>
    public bool IsGood => !IsInterrupted && Edges.All(one => one.State is EdgeState.Copied or EdgeState.Present);
}
