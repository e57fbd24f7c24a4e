using Fairlead.Formats.Html;

namespace Fairlead.Redirector.Status.Html;

/// <summary>What is wrong, in sentences; or that nothing is.</summary>
internal static class Summary
{
    private const int MostNames = 5;

    /// <summary>At least one. They stay the same for as long as the state does.</summary>
    public static IReadOnlyList<(string Sentence, bool IsBad)> Of(StatusFacts facts)
    {
        var wrong = new List<string>();
        if (facts.Policy.Standing.Failure is not null) wrong.Add("The last reload of the policy failed; the one of before goes on serving.");
        if (facts.Policy.MissingSources.Count > 0) wrong.Add($"Never loaded, so that clients are not told apart: {Names(facts.Policy.MissingSources)}.");
        var closed = facts.Targets.Where(target => target.State == TargetState.Closed).Select(target => target.Name).ToArray();
        if (closed.Length > 0) wrong.Add($"Closed, for want of an answer: {Names(closed)}.");
        return wrong.Count > 0 ? [.. wrong.Select(sentence => (sentence, true))] : [("Nothing is known to be wrong.", false)];
    }

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(NameText.Short)) + (names.Count > MostNames ? $" and {Figures.Count(names.Count - MostNames)} more" : "");
}
