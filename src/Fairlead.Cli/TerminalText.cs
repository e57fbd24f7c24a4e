namespace Fairlead.Cli;

/// <summary>Text of a file that anybody may have written, as it goes to a terminal or into a column.</summary>
internal static class TerminalText
{
    /// <summary>The same without what a terminal would act on, or what would end a column or a line: <c>?</c> stands in its place.</summary>
    public static string Of(string text) => text.Any(char.IsControl)
        ? string.Create(text.Length, text, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(from[i]) ? '?' : from[i];
        })
        : text;
}
