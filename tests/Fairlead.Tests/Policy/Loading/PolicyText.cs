using System.Text;
using Fairlead.Policy.Loading;

namespace Fairlead.Tests.Policy.Loading;

/// <summary>
/// Policies in tests. A <c>^</c> in the text marks the place where a problem is expected, and is not part of the policy. A text
/// without an <c>upstream</c> of its own gets one at its end.
/// </summary>
internal static class PolicyText
{
    public const string File = "policy.yaml";
    public const string Folder = "/etc/fairlead";

    public static PolicyLoad Load(string text, string? upstreamOverride = null, Func<string, bool>? isKnownRegion = null)
    {
        var complete = text.StartsWith("upstream:", StringComparison.Ordinal) || text.Contains("\nupstream:")
            ? text
            : text.TrimEnd('\n') + "\nupstream: {registry: \"https://registry.example.org\"}\n";
        return PolicyFile.Parse(Encoding.UTF8.GetBytes(complete), File, Folder, upstreamOverride, isKnownRegion);
    }

    /// <summary>Loads a policy that has no errors; warnings are let pass.</summary>
    public static PolicyConfig LoadGood(string text, string? upstreamOverride = null)
    {
        var load = Load(text, upstreamOverride);
        load.Problems.Where(problem => problem.Severity == Severity.Error).ShouldBeEmpty();
        return load.Policy.ShouldNotBeNull();
    }

    /// <summary>The policy has this one error, at the mark, with these words in its message.</summary>
    public static void ShouldFail(string marked, params string[] words)
    {
        var (text, line, column) = Unmark(marked);
        var load = Load(text);
        load.Policy.ShouldBeNull();
        var errors = load.Problems.Where(problem => problem.Severity == Severity.Error).ToList();
        errors.Count.ShouldBe(1, string.Join('\n', load.Problems));
        ShouldBe(errors[0], line, column, words);
    }

    /// <summary>The policy is good but for this one warning, at the mark, with these words in its message.</summary>
    public static void ShouldWarn(string marked, params string[] words) => ShouldWarn(marked, null, words);

    /// <inheritdoc cref="ShouldWarn(string, string[])"/>
    public static void ShouldWarn(string marked, Func<string, bool>? isKnownRegion, params string[] words)
    {
        var (text, line, column) = Unmark(marked);
        var load = Load(text, null, isKnownRegion);
        load.Problems.Count.ShouldBe(1, string.Join('\n', load.Problems));
        load.Problems[0].Severity.ShouldBe(Severity.Warning, load.Problems[0].ToString());
        load.Policy.ShouldNotBeNull();
        ShouldBe(load.Problems[0], line, column, words);
    }

    /// <summary>The text without its first mark, and the mark's place.</summary>
    public static (string Text, int Line, int Column) Unmark(string marked)
    {
        var at = marked.IndexOf('^');
        at.ShouldBeGreaterThanOrEqualTo(0);
        var before = marked[..at];
        return (before + marked[(at + 1)..], before.Count(c => c == '\n') + 1, at - before.LastIndexOf('\n'));
    }

    private static void ShouldBe(Problem problem, int line, int column, string[] words)
    {
        problem.ToString().ShouldStartWith($"{File}:{line}:{column}: ");
        foreach (var word in words) problem.Message.ShouldContain(word);
    }
}
