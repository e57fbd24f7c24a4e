namespace Fairlead.Traffic.Logs;

/// <summary>
/// What Fastly writes in front of a log line, by the endpoint's line format: nothing; "classic", after RFC 3164,
/// <c>&lt;134>2016-07-04T22:37:26Z cache-sjc3128 LogName[62959]: </c>; "loggly", after RFC 5424, <c>&lt;134>1 2016-07-04T22:37:26Z cache-sjc3128 LogName 62959 - [id@41058 tag="x"] </c>;
/// and "logplex", the same with its length in front and no structured data.
/// Source: https://www.fastly.com/documentation/guides/integrations/streaming-logs/changing-log-line-formats
/// </summary>
internal static class SyslogPrefix
{
    /// <summary>Fields of RFC 5424 section 6.2 from the version to the message's id.</summary>
    private const int HeaderFields = 6;

    /// <summary>What follows the prefix, which may be none; false when what begins as one goes on as something else.</summary>
    public static bool TrySkip(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> message)
    {
        message = line;
        var start = line[..Math.Min(line.Length, 8)].IndexOf((byte)'<'); // after the length, if there is one
        if (start < 0 || (start > 0 && !(line[start - 1] == ' ' && Digits.TryRead(line[..(start - 1)], out _)))) return true;
        var priority = line[start..].IndexOf((byte)'>');
        if (priority < 2 || !Digits.TryRead(line.Slice(start + 1, priority - 1), out _)) return false;
        var fields = new SpacedFields(line[(start + priority + 1)..]);
        var isSkipped = fields.Rest.StartsWith("1 "u8) ? TrySkipHeader(ref fields) : TrySkipClassic(ref fields);
        message = fields.Rest;
        return isSkipped;
    }

    private static bool TrySkipClassic(ref SpacedFields fields) =>
        fields.TryTake(out _) && fields.TryTake(out _) && fields.TryTake(out var tag) && tag[^1] == ':';

    private static bool TrySkipHeader(ref SpacedFields fields)
    {
        for (var i = 0; i < HeaderFields; i++)
        {
            if (!fields.TryTake(out _)) return false;
        }
        if (fields.Rest.StartsWith("- "u8)) return fields.TryTake(out _);
        return !fields.Rest.StartsWith("["u8) || fields.TryTake(ElementsLength(fields.Rest), out _);
    }

    /// <summary>How long the elements are that a text begins with; 0 when one has no end.</summary>
    private static int ElementsLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && text[length] == '[')
        {
            var one = ElementLength(text[length..]);
            if (one == 0) return 0;
            length += one;
        }
        return length;
    }

    /// <summary>How long an element is, 0 without an end. Its values in quotes may hold brackets, and quotes that are escaped (RFC 5424 section 6.3.3).</summary>
    private static int ElementLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (true)
        {
            var next = text[at..].IndexOfAny((byte)'"', (byte)']');
            if (next < 0) return 0;
            at += next + 1;
            if (text[at - 1] == ']') return at;
            var end = QuotedText.End(text[at..]);
            if (end < 0) return 0;
            at += end + 1;
        }
    }
}
