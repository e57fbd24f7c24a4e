namespace Fairlead.Traffic.Logs;

/// <summary>
/// Times as Apache's <c>%t</c>, nginx's <c>$time_local</c> and Amazon S3 write them, <c>10/Oct/2026:13:55:36 -0700</c>, mostly in brackets: strftime's
/// <c>%d/%b/%Y:%H:%M:%S %z</c> with English months. For one thread.
/// </summary>
internal sealed class BracketTime
{
    /// <summary>How long the text is, always.</summary>
    public const int Length = 26;

    private const int DayLength = 11;
    private readonly DayMemory _day = new();

    private static ReadOnlySpan<byte> Months => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    /// <summary>Reads one, without brackets, into seconds since 1970, UTC; false when it is none, or before 1970.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out long time)
    {
        time = 0;
        if (text.Length != Length || text[DayLength] != ':' || text[20] != ' ') return false;
        if (!DayMemory.TryReadTime(text.Slice(DayLength + 1, 8), out var seconds)) return false;
        if (!TryReadOffset(text[21..], out var offset)) return false;
        if (!TryReadDay(text[..DayLength], out var day)) return false;
        time = day + seconds - offset;
        return time >= 0;
    }

    private bool TryReadDay(ReadOnlySpan<byte> text, out long start)
    {
        if (_day.TryRecall(text, out start)) return true;
        if (text[2] != '/' || text[6] != '/') return false;
        var month = Months.IndexOf(text.Slice(3, 3));
        if (month < 0 || month % 3 != 0) return false;
        return _day.TryKeep(text, (Digits.Two(text, 7) * 100) + Digits.Two(text, 9), (month / 3) + 1, Digits.Two(text, 0), out start);
    }

    /// <summary>Reads <c>-0700</c>, seconds east of UTC.</summary>
    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int offset)
    {
        var (hours, minutes) = (Digits.Two(text, 1), Digits.Two(text, 3));
        offset = ((hours * 60) + minutes) * 60;
        if (text[0] == '-') offset = -offset;
        return hours < 24 && minutes < 60 && text[0] is (byte)'+' or (byte)'-';
    }
}
