using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Cli.Promoting;

/// <summary>What is wrong with a plan, or went wrong with applying it, for people, on stderr.</summary>
internal static class ImagesProblems
{
    /// <summary>What keeps a plan, or a part of it, from being applied.</summary>
    public static void Write(TextWriter error, PromotionPlan plan, bool allowLost)
    {
        ProblemLines.Write(error, plan.Failures, failure => $"{failure.Repository} could not be read, and {ByteText.Count(failure.Edges, "edge is", "edges are")} left out: {failure.Message}");
        ProblemLines.WriteLost(error, plan.Lost.LongCount(), "digest", allowLost);
        var refused = plan.Refused.LongCount();
        if (refused > 0) error.WriteLine($"fairlead: refused: {ByteText.Count(refused, "tag names", "tags name")} another digest, and tags never move: give what is new a new tag");
    }

    /// <summary>What of a plan was not done.</summary>
    public static void Write(TextWriter error, PromotionReport report)
    {
        foreach (var one in report.Destinations.Where(one => one.Failure is not null)) ProblemLines.Write(error, $"{one.To} was given up: {one.Failure}");
        ProblemLines.Write(error, [.. report.Edges.Where(one => one.State == EdgeState.Failed)], one => $"{one.Edge.Target}: {one.Message}");
        ProblemLines.Write(error, [.. report.Attachments.Where(one => one.State == EdgeState.Failed)], one => $"{ImagesText.TargetOf(one.Attachment)}: {one.Message}");
        var left = report.Edges.LongCount(one => one.State == EdgeState.Left) + report.Attachments.LongCount(one => one.State == EdgeState.Left);
        if (!report.IsGood) ProblemLines.WriteEnd(error, report.IsInterrupted, left);
    }
}
