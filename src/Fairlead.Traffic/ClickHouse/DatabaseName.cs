namespace Fairlead.Traffic.ClickHouse;

/// <summary>Names of databases that need no quoting anywhere.</summary>
public static class DatabaseName
{
    /// <summary>The one that is used where none is named.</summary>
    public const string Default = "fairlead";

    private const int MaxLength = 64;

    /// <summary>Whether it is one: ASCII letters, digits and underscores, not beginning with a digit, at most 64.</summary>
    public static bool IsOne(string name) =>
        name.Length is > 0 and <= MaxLength && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
