using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Cli.Promoting;

/// <summary>What is wrong with a plan, or went wrong with applying it, for people, on stderr.</summary>
internal static class ImagesProblems
{
    /// <summary>What keeps a plan, or a part of it, from being applied.</summary>
    public static void Write(TextWriter error, PromotionPlan plan, bool allowLost)
    {
        ProblemLines.Write(error, plan.Failures, failure =>
            $"{failure.Repository} could not be read{(failure.Edges == 0 ? "" : $", and {ByteText.Count(failure.Edges, "edge is", "edges are")} left out")}: {failure.Message}");
        ProblemLines.WriteLost(error, plan.Lost.LongCount(), "digest", allowLost);
        var refused = plan.Refused.LongCount();
        if (refused > 0) error.WriteLine($"fairlead: refused: {ByteText.Count(refused, "tag names", "tags name")} another digest, and tags never move: give what is new a new tag");
    }

    /// <summary>How much of a plan was not done; why, was told when it failed (<see cref="PromotionProgress"/>).</summary>
    public static void Write(TextWriter error, PromotionReport report)
    {
        if (!report.IsGood) ProblemLines.WriteEnd(error, report.IsInterrupted, [.. report.Edges.Select(one => one.State), .. report.Attachments.Select(one => one.State)]);
    }
}
