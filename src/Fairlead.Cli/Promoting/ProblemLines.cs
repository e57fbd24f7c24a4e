using Fairlead.Artifacts.Promotion.Applying;

namespace Fairlead.Cli.Promoting;

/// <summary>Lines on stderr for what is wrong with a plan, or went wrong with applying it.</summary>
internal static class ProblemLines
{
    private const int MaxLines = 20;

    /// <summary>One line.</summary>
    public static void Write(TextWriter error, string text) => error.WriteLine("fairlead: " + TerminalText.Of(text));

    /// <summary>Lines for the first of many.</summary>
    public static void Write<T>(TextWriter error, IReadOnlyList<T> all, Func<T, string> text)
    {
        foreach (var one in all.Take(MaxLines)) Write(error, text(one));
        if (all.Count > MaxLines) error.WriteLine($"fairlead: and {ByteText.Count(all.Count - MaxLines)} more; --json has all");
    }

    /// <summary>Something is lost.</summary>
    /// <param name="error">Where it is told.</param>
    /// <param name="lost">How many edges.</param>
    /// <param name="what">What neither has.</param>
    /// <param name="isAllowed">Whether it is no failure.</param>
    public static void WriteLost(TextWriter error, long lost, string what, bool isAllowed)
    {
        var remedy = isAllowed ? "" : "; put it into the source, or take it out of the manifests (--allow-lost: it is no failure)";
        if (lost > 0) error.WriteLine($"fairlead: {ByteText.Count(lost, "edge is", "edges are")} lost: neither the source nor the destination has the {what}{remedy}");
    }

    /// <summary>How a run ended that did not do all.</summary>
    public static void WriteEnd(TextWriter error, bool isInterrupted, IReadOnlyCollection<EdgeState> states)
    {
        var left = states.LongCount(state => state == EdgeState.Left);
        var failed = states.LongCount(state => state == EdgeState.Failed);
        error.WriteLine(isInterrupted
            ? $"fairlead: interrupted with {ByteText.Count(left)} left; the next run goes on from there"
            : $"fairlead: not all is done{(failed > 0 ? $", {ByteText.Count(failed)} failed" : "")}{(left > 0 ? $", {ByteText.Count(left)} left" : "")}; run it again, and it does what is left");
    }
}
