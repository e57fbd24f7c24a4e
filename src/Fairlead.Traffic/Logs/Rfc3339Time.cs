namespace Fairlead.Traffic.Logs;

/// <summary>Times as RFC 3339 section 5.6 has them, <c>2026-10-10T13:55:36.123456789Z</c>, with any number of digits behind the point and any offset. For one thread.</summary>
internal sealed class Rfc3339Time
{
    private const int DateLength = 10;
    private const int SecondsLength = 19;
    private readonly DayMemory _day = new();

    /// <summary>Reads one into whole seconds since 1970, UTC; false when it is none, or before 1970.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out long time)
    {
        time = 0;
        if (text.Length <= SecondsLength || (text[DateLength] | 0x20) != 't') return false;
        if (!DayMemory.TryReadTime(text[(DateLength + 1)..SecondsLength], out var seconds)) return false;
        if (!TryReadOffset(WithoutFraction(text[SecondsLength..]), out var offset)) return false;
        if (!_day.TryReadDate(text[..DateLength], out var start)) return false;
        time = start + seconds - offset;
        return time >= 0;
    }

    private static ReadOnlySpan<byte> WithoutFraction(ReadOnlySpan<byte> text)
    {
        if (text[0] != '.') return text;
        var end = 1;
        while (end < text.Length && char.IsAsciiDigit((char)text[end])) end++;
        return end == 1 ? default : text[end..];
    }

    /// <summary>Reads <c>Z</c> or <c>+02:00</c>, seconds east of UTC.</summary>
    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int offset)
    {
        offset = 0;
        if (text is [(byte)'Z' or (byte)'z']) return true;
        if (text is not [(byte)'+' or (byte)'-', _, _, (byte)':', _, _]) return false;
        var (hours, minutes) = (Digits.Two(text, 1), Digits.Two(text, 4));
        offset = ((hours * 60) + minutes) * 60;
        if (text[0] == '-') offset = -offset;
        return hours < 24 && minutes < 60;
    }
}
