using System.Diagnostics.CodeAnalysis;

namespace Fairlead.Artifacts.Mirroring.Selecting.Tags;

/// <summary>
/// A range of versions in npm's words (npmjs.com, semver, "Ranges"): <c>&gt;=1.28.0 &lt;2</c>, <c>~1.30</c>, <c>^1.2</c>, <c>1.x</c>,
/// <c>1.2 - 1.4</c>, alternatives with <c>||</c> between them; a comma may stand for the blank. A prerelease is in it only where a condition names
/// a prerelease of the same three numbers.
/// </summary>
public sealed class VersionRange
{
    private readonly IReadOnlyList<IReadOnlyList<VersionComparator>> _alternatives;

    internal VersionRange(string text, IReadOnlyList<IReadOnlyList<VersionComparator>> alternatives) => (Text, _alternatives) = (text, alternatives);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Parses it; <paramref name="problem"/> says what is wrong and at which character.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out VersionRange? range, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (range, problem) = (new VersionRangeParser(text).Read(), null);
            return true;
        }
        catch (FormatException e)
        {
            (range, problem) = (null, e.Message);
            return false;
        }
    }

    /// <summary>Whether this version is in it.</summary>
    public bool Contains(TagVersion version) => _alternatives.Any(conditions => Holds(conditions, version));

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool Holds(IReadOnlyList<VersionComparator> conditions, TagVersion version) =>
        conditions.All(condition => condition.Holds(version)) && (!version.IsPrerelease || conditions.Any(condition => Names(condition.Version, version)));

    private static bool Names(TagVersion named, TagVersion version) =>
        named.IsPrerelease && (named.Major, named.Minor, named.Patch) == (version.Major, version.Minor, version.Patch);
}
