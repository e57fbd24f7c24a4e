using System.Text.RegularExpressions;

namespace Fairlead.Tests.Documents;

/// <summary>As much of a PromQL expression as the tests of rules and dashboards look at.</summary>
internal sealed class PromQl(string text)
{
    /// <summary>The series of the program that it selects, and which values it wants of which labels.</summary>
    public IEnumerable<(string Name, (string Label, string[] Values)[] Wanted)> Selectors() =>
        from Match selector in Regex.Matches(text, @"(?<![\w:])(fairlead_\w+)(?![\w:])(?:\{([^}]*)\})?")
        select (selector.Groups[1].Value, Matchers(selector.Groups[2].Value));

    /// <summary>The recorded series that it selects.</summary>
    public IEnumerable<string> Recorded() => Regex.Matches(text, @"\bjob:\w+:\w+").Select(match => match.Value);

    /// <summary>The labels that it groups or joins by.</summary>
    public IEnumerable<string> Grouping() =>
        from Match labels in Regex.Matches(text, @"\b(?:by|without|on|ignoring) *\(([^)]*)\)")
        from label in labels.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)
        select label;

    private static (string, string[])[] Matchers(string text) =>
    [
        .. from Match matcher in Regex.Matches(text, "(\\w+) *(?:=~|!~|!=|=) *\"([^\"]*)\"")
           select (matcher.Groups[1].Value, matcher.Groups[2].Value.Split('|')),
    ];
}
