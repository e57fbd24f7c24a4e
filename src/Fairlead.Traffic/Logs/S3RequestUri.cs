namespace Fairlead.Traffic.Logs;

/// <summary>
/// The request in a line of Amazon S3's log, <c>"GET /bucket/key HTTP/1.1"</c> or <c>-</c>. It "may include unescaped quotes from the user input" (LogFormat, Request-URI):
/// where it ends is told by its three parts, in none of which a space may be.
/// </summary>
internal static class S3RequestUri
{
    /// <summary>How long the field is that a text begins with, quotes and all; 0 when it begins with none.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("- "u8)) return 1;
        if (text.StartsWith("\"-\" "u8)) return 3;
        if (!text.StartsWith("\""u8)) return 0;
        var fields = new SpacedFields(text);
        if (!fields.TryTake(out _) || !fields.TryTake(out _)) return 0;
        if (fields.TryTake(out var version) && version.StartsWith("HTTP/"u8) && version[^1] == '"') return text.Length - fields.Rest.Length - 1;
        var end = text[1..].IndexOf("\" "u8); // no request that HTTP knows
        return end < 0 ? 0 : end + 2;
    }
}
