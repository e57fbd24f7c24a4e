namespace Fairlead.Policy.Loading;

/// <summary>What names may look like. They end up in metrics, logs and other proxies' configurations.</summary>
internal static class Names
{
    private const int MaxLength = 64;

    /// <summary>What <see cref="IsName"/> takes, for messages.</summary>
    public const string NameRule = "letters, digits, '.', '_' and '-', 64 at the most";

    /// <summary>What <see cref="IsRegion"/> takes, for messages.</summary>
    public const string RegionRule = "lower-case letters, digits and '-', 64 at the most; 'global' is none";

    /// <summary>Whether it can name a provider, a mirror, a network or a feed.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Whether it can be a cloud's name of a region. Feeds say <c>global</c> of what has none (request rule 9).</summary>
    public static bool IsRegion(string text) =>
        text.Length is > 0 and <= MaxLength && text != "global" && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Whether it has the form of an ISO 3166-1 alpha-2 code.</summary>
    public static bool IsCountry(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);
}
