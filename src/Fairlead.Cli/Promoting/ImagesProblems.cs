using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Cli.Promoting;

/// <summary>What is wrong with a plan, or went wrong with applying it, for people, on stderr.</summary>
internal static class ImagesProblems
{
    private const int MaxFailures = 20;

    /// <summary>What keeps a plan, or a part of it, from being applied.</summary>
    public static void Write(TextWriter error, PromotionPlan plan, bool allowLost)
    {
        WriteAll(error, plan.Failures, failure => $"{failure.Repository} could not be read, and {ImagesText.Count(failure.Edges, "edge is", "edges are")} left out: {failure.Message}");
        var lost = plan.Lost.LongCount();
        if (lost > 0) error.WriteLine($"fairlead: {ImagesText.Count(lost, "edge is", "edges are")} lost: neither the source nor the destination has the digest{(allowLost ? "" : "; put it into the source, or take it out of the manifests (--allow-lost: it is no failure)")}");
        var refused = plan.Refused.LongCount();
        if (refused > 0) error.WriteLine($"fairlead: refused: {ImagesText.Count(refused, "tag names", "tags name")} another digest, and tags never move: give what is new a new tag");
    }

    /// <summary>What of a plan was not done.</summary>
    public static void Write(TextWriter error, PromotionReport report)
    {
        foreach (var one in report.Destinations.Where(one => one.Failure is not null)) Line(error, $"{one.To} was given up: {one.Failure}");
        WriteAll(error, [.. report.Edges.Where(one => one.State == EdgeState.Failed)], one => $"{one.Edge.Target}: {one.Message}");
        WriteAll(error, [.. report.Attachments.Where(one => one.State == EdgeState.Failed)], one => $"{ImagesText.TargetOf(one.Attachment)}: {one.Message}");
        var left = report.Edges.LongCount(one => one.State == EdgeState.Left) + report.Attachments.LongCount(one => one.State == EdgeState.Left);
        if (report.IsInterrupted) error.WriteLine($"fairlead: interrupted with {ByteText.Count(left)} left; the next run goes on from there");
        else if (!report.IsGood) error.WriteLine($"fairlead: not all is done{(left > 0 ? $", {ByteText.Count(left)} left" : "")}; run it again, and it does what is left");
    }

    /// <summary>Lines for the first of many.</summary>
    public static void WriteAll<T>(TextWriter error, IReadOnlyList<T> all, Func<T, string> text)
    {
        foreach (var one in all.Take(MaxFailures)) Line(error, text(one));
        if (all.Count > MaxFailures) error.WriteLine($"fairlead: and {ByteText.Count(all.Count - MaxFailures)} more; --json has all");
    }

    private static void Line(TextWriter error, string text) => error.WriteLine("fairlead: " + TerminalText.Of(text));
}
