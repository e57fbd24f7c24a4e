using Fairlead.Formats.Html;

namespace Fairlead.Redirector.Status.Html;

/// <summary>What is in force, since when, and why not something newer.</summary>
internal static class PolicySection
{
    private const int MostProblems = 20;
    private const int MostOfProblem = 500;

    public static void Write(HtmlWriter html, StatusFacts facts)
    {
        var policy = facts.Policy;
        using var live = html.Open("div", ("id", "policy-facts"), ("data-live", ""));
        html.Facts(
        [
            ("File", policy.Name),
            ("Version", "sha256:" + policy.Version),
            ("Loaded", $"{StatusText.Time(policy.Standing.LoadedAt)}, {StatusText.Age(facts.AsOf - policy.Standing.LoadedAt)} ago"),
            ("In it", $"{Figures.Count(policy.Providers, "provider", "providers")}, {Figures.Count(policy.Mirrors, "mirror", "mirrors")}, {Figures.Count(policy.Prefixes, "prefix", "prefixes")} of networks"),
        ]);
        if (policy.Standing.Failure is not { } failure) return;
        html.Put("p", $"The reload of {StatusText.Time(failure.At)} failed. Mend this, and it is read again:", ("class", "bad"));
        using var list = html.Open("ul");
        foreach (var problem in failure.Problems.Take(MostProblems)) html.Put("li", NameText.Shorten(problem, MostOfProblem), ("class", "code"));
        if (failure.Problems.Count > MostProblems) html.Put("li", $"and {Figures.Count(failure.Problems.Count - MostProblems)} more: the log has all of them");
    }
}
