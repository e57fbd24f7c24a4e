using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Mirroring.Selecting.Tags;

/// <summary>From text to a <see cref="VersionRange"/>.</summary>
internal sealed class VersionRangeParser(string text)
{
    /// <summary>Characters at the most; work grows with them, and with the tags.</summary>
    private const int MaxLength = 1024;

    private int _at;

    /// <exception cref="FormatException">It is no range.</exception>
    public VersionRange Read()
    {
        if (text.Length > MaxLength) throw new FormatException($"the range has more than {MaxLength} characters");
        var alternatives = new List<IReadOnlyList<VersionComparator>>();
        do alternatives.Add(ReadConditions());
        while (Take("||"));
        if (_at < text.Length) throw Wrong("a version, such as 1.28.0, 1.28 or 1.x");
        return new VersionRange(text, alternatives);
    }

    private List<VersionComparator> ReadConditions()
    {
        var conditions = new List<VersionComparator>();
        SkipBlanks();
        if (IsEnd) throw Wrong("a version, such as 1.28.0, 1.28 or 1.x ('*' for all)");
        while (!IsEnd)
        {
            ReadCondition(conditions);
            SkipBlanks();
            if (!Take(",")) continue;
            SkipBlanks();
            if (IsEnd) throw Wrong("a condition behind the comma");
        }
        return conditions;
    }

    private void ReadCondition(List<VersionComparator> conditions)
    {
        if (Take("~")) AddBetween(conditions, ReadVersion(), version => version.NextOfTilde);
        else if (Take("^")) AddBetween(conditions, ReadVersion(), version => version.NextOfCaret);
        else if (Take(">=")) Add(conditions, VersionOperator.GreaterOrEqual, ReadVersion());
        else if (Take("<=")) Add(conditions, VersionOperator.LessOrEqual, ReadVersion());
        else if (Take(">")) Add(conditions, VersionOperator.Greater, ReadVersion());
        else if (Take("<")) Add(conditions, VersionOperator.Less, ReadVersion());
        else if (Take("=")) Add(conditions, VersionOperator.Equal, ReadVersion());
        else
        {
            var from = ReadVersion();
            if (!TakeHyphen())
            {
                Add(conditions, VersionOperator.Equal, from);
                return;
            }
            Add(conditions, VersionOperator.GreaterOrEqual, from);
            Add(conditions, VersionOperator.LessOrEqual, ReadVersion());
        }
    }

    /// <summary>What an operator means of a version that is not said to its last number: <c>&gt;1.2</c> is <c>&gt;=1.3.0</c>.</summary>
    private static void Add(List<VersionComparator> conditions, VersionOperator op, PartialVersion version)
    {
        if (version.IsWhole)
        {
            conditions.Add(new VersionComparator(op, version.Lowest));
            return;
        }
        if (version.IsAny)
        {
            // '<*' and '>*' leave nothing, all others everything.
            var nothing = op is VersionOperator.Less or VersionOperator.Greater;
            conditions.Add(new VersionComparator(nothing ? VersionOperator.Less : VersionOperator.GreaterOrEqual, new TagVersion(0, 0, 0, nothing ? "0" : "")));
            return;
        }
        if (op is VersionOperator.Equal or VersionOperator.GreaterOrEqual) conditions.Add(new VersionComparator(VersionOperator.GreaterOrEqual, version.Lowest));
        if (op is VersionOperator.Equal or VersionOperator.LessOrEqual) conditions.Add(new VersionComparator(VersionOperator.Less, version.Next));
        if (op is VersionOperator.Less) conditions.Add(new VersionComparator(VersionOperator.Less, version.Lowest with { Prerelease = "0" }));
        if (op is VersionOperator.Greater) conditions.Add(new VersionComparator(VersionOperator.GreaterOrEqual, version.Next with { Prerelease = "" }));
    }

    private static void AddBetween(List<VersionComparator> conditions, PartialVersion version, Func<PartialVersion, TagVersion> next)
    {
        if (version.IsAny)
        {
            Add(conditions, VersionOperator.Equal, version);
            return;
        }
        conditions.Add(new VersionComparator(VersionOperator.GreaterOrEqual, version.Lowest));
        conditions.Add(new VersionComparator(VersionOperator.Less, next(version)));
    }

    private PartialVersion ReadVersion()
    {
        SkipBlanks();
        if (_at < text.Length && text[_at] is 'v') _at++;
        var major = ReadNumber();
        var minor = Take(".") ? ReadNumber() : -1;
        var patch = minor != -1 || IsWildcardBefore ? Take(".") ? ReadNumber() : -1 : -1;
        if (major < 0) minor = -1; // behind a wildcard numbers say nothing
        if (minor < 0) patch = -1;
        var prerelease = "";
        if (patch >= 0 && Take("-"))
        {
            prerelease = Word();
            if (!TagVersion.IsPrereleaseText(prerelease)) throw Wrong("a prerelease such as rc.1");
            _at += prerelease.Length;
        }
        if (Take("+")) _at += Word().Length;
        if (_at < text.Length && text[_at] is not (' ' or ',' or '|')) throw Wrong("a blank or the end");
        return new PartialVersion(major, minor, patch, prerelease);
    }

    private long ReadNumber()
    {
        if (Take("x") || Take("X") || Take("*")) return -1;
        var length = text.AsSpan(_at).IndexOfAnyExceptInRange('0', '9');
        var digits = length < 0 ? text.AsSpan(_at) : text.AsSpan(_at, length);
        if (!TagVersion.TryParseNumber(digits, out var number)) throw Wrong("a number without a zero before it, or x");
        _at += digits.Length;
        return number;
    }

    private bool IsWildcardBefore => _at > 0 && text[_at - 1] is 'x' or 'X' or '*';

    private bool IsEnd => _at == text.Length || text.AsSpan(_at).StartsWith("||");

    private string Word()
    {
        var end = text.AsSpan(_at).IndexOfAny(' ', ',', '|');
        return end < 0 ? text[_at..] : text.Substring(_at, end);
    }

    /// <summary>The <c>-</c> of <c>1.2 - 1.4</c>, which has blanks on both sides.</summary>
    private bool TakeHyphen()
    {
        var rest = text.AsSpan(_at);
        var trimmed = rest.TrimStart(' ');
        if (trimmed.Length == rest.Length || !trimmed.StartsWith("- ")) return false;
        _at = text.Length - trimmed.Length + 1;
        return true;
    }

    private bool Take(string token)
    {
        if (!text.AsSpan(_at).StartsWith(token, StringComparison.Ordinal)) return false;
        _at += token.Length;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && text[_at] == ' ') _at++;
    }

    private FormatException Wrong(string wanted) =>
        new($"{Quoted.Text(text)}: character {_at + 1} has to begin {wanted}{(_at < text.Length ? $", not {Quoted.Text(text[_at].ToString())}" : "")}");
}
