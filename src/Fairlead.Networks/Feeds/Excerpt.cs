namespace Fairlead.Networks.Feeds;

/// <summary>Text of a feed as messages quote it: short, and without what a terminal or a log would act on.</summary>
internal static class Excerpt
{
    private const int Longest = 64; // any address or region fits, and a line of a log stays a line

    /// <summary>The text in quotes.</summary>
    public static string Of(ReadOnlySpan<char> text) => $"'{Harmless(text, Longest)}'";

    /// <summary>The text, cut to a length, with printable ASCII only.</summary>
    public static string Harmless(ReadOnlySpan<char> text, int longest)
    {
        var shown = text[..Math.Min(text.Length, longest)].ToArray();
        foreach (ref var c in shown.AsSpan()) c = char.IsBetween(c, ' ', '~') ? c : '?';
        return new string(shown) + (text.Length > longest ? "..." : "");
    }
}
