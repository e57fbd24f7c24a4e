namespace Fairlead.Traffic.Logs;

/// <summary>Text in quotes in which a backslash is an escape, as Apache and nginx log it: a quote in it is <c>\"</c> or <c>\x22</c>.</summary>
internal static class QuotedText
{
    /// <summary>Where the quote is that ends the text, which begins after its first quote; -1 when there is none.</summary>
    public static int End(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (true)
        {
            var length = text[at..].IndexOf((byte)'"');
            if (length < 0) return -1;
            at += length;
            if (!IsEscaped(text[..at])) return at;
            at++;
        }
    }

    /// <summary>Whether what follows is escaped: two backslashes are one that was escaped itself.</summary>
    private static bool IsEscaped(ReadOnlySpan<byte> before)
    {
        var backslashes = 0;
        while (backslashes < before.Length && before[^(backslashes + 1)] == '\\') backslashes++;
        return backslashes % 2 == 1;
    }
}
