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
        WriteAll(error, plan.Failures, failure => $"{failure.Repository} could not be read{(failure.Edges == 0 ? "" : $", and {ImagesText.Count(failure.Edges, "edge is", "edges are")} left out")}: {failure.Message}");
        var lost = plan.Lost.LongCount();
        if (lost > 0) error.WriteLine($"fairlead: {ImagesText.Count(lost, "edge is", "edges are")} lost: neither the source nor the destination has the digest{(allowLost ? "" : "; put it into the source, or take it out of the manifests (--allow-lost: it is no failure)")}");
        var refused = plan.Refused.LongCount();
        if (refused > 0) error.WriteLine($"fairlead: refused: {ImagesText.Count(refused, "tag names", "tags name")} another digest, and tags never move: give what is new a new tag");
    }

    /// <summary>How much of a plan was not done; why, was told when it failed (<see cref="PromotionProgress"/>).</summary>
    public static void Write(TextWriter error, PromotionReport report) =>
        Write(error, [.. report.Edges.Select(one => one.State), .. report.Attachments.Select(one => one.State)], report.IsInterrupted, report.IsGood);

    /// <summary>The same, of whatever was to be copied.</summary>
    public static void Write(TextWriter error, IReadOnlyCollection<EdgeState> states, bool isInterrupted, bool isGood)
    {
        var left = states.LongCount(state => state == EdgeState.Left);
        var failed = states.LongCount(state => state == EdgeState.Failed);
        if (isInterrupted) error.WriteLine($"fairlead: interrupted with {ByteText.Count(left)} left; the next run goes on from there");
        else if (!isGood) error.WriteLine($"fairlead: not all is done{(failed > 0 ? $", {ByteText.Count(failed)} failed" : "")}{(left > 0 ? $", {ByteText.Count(left)} left" : "")}; run it again, and it does what is left");
    }

    /// <summary>Lines for the first of many.</summary>
    public static void WriteAll<T>(TextWriter error, IReadOnlyList<T> all, Func<T, string> text)
    {
        foreach (var one in all.Take(MaxFailures)) Line(error, text(one));
        if (all.Count > MaxFailures) error.WriteLine($"fairlead: and {ByteText.Count(all.Count - MaxFailures)} more; --json has all");
    }

    private static void Line(TextWriter error, string text) => error.WriteLine("fairlead: " + TerminalText.Of(text));
}
