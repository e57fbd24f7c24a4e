namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>What applying a plan came to.</summary>
/// <param name="Started">When it began.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Edges">One for each edge that the plan would copy, in the plan's order.</param>
/// <param name="Attachments">One for each of the plan's, in its order.</param>
/// <param name="Destinations">One each, in the order of their names.</param>
/// <param name="IsInterrupted">Whether it was ended before it was done.</param>
public sealed record PromotionReport(
    DateTimeOffset Started,
    TimeSpan Took,
    IReadOnlyList<EdgeOutcome> Edges,
    IReadOnlyList<AttachmentOutcome> Attachments,
    IReadOnlyList<DestinationOutcome> Destinations,
    bool IsInterrupted)
{
    /// <summary>Whether all of it is done.</summary>
    public bool IsGood => !IsInterrupted && Edges.All(one => IsDone(one.State)) && Attachments.All(one => IsDone(one.State));

    private static bool IsDone(EdgeState state) => state is EdgeState.Copied or EdgeState.Present;
}
