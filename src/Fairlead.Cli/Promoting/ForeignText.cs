namespace Fairlead.Cli.Promoting;

/// <summary>Text of strangers within a line of ours.</summary>
internal static class ForeignText
{
    private const int MaxLength = 300;

    /// <summary>As it goes to a terminal, and cut where it is longer than anybody reads.</summary>
    public static string Of(string text)
    {
        var shown = TerminalText.Of(text);
        if (shown.Length <= MaxLength) return shown;
        return shown[..(char.IsHighSurrogate(shown[MaxLength - 1]) ? MaxLength - 1 : MaxLength)] + "...";
    }
}
