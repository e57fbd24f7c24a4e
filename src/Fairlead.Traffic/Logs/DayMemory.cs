namespace Fairlead.Traffic.Logs;

/// <summary>The day that was read last: the lines of a log are of the same day for a long time, and a calendar is slow. For one thread.</summary>
internal sealed class DayMemory
{
    private const int SecondsOfDay = 86_400;
    private const int LastYear = 2148; // days are counted in 16 bits, which end in the year after
    private readonly byte[] _text = new byte[16];
    private int _length;
    private long _start;

    /// <summary>When the day of this text began, where it is the one that is remembered.</summary>
    public bool TryRecall(ReadOnlySpan<byte> text, out long start)
    {
        start = _start;
        return _length > 0 && text.SequenceEqual(_text.AsSpan(0, _length));
    }

    /// <summary>Reads <c>2026-10-10</c>, when it began; false when there is no such day.</summary>
    public bool TryReadDate(ReadOnlySpan<byte> text, out long start)
    {
        if (TryRecall(text, out start)) return true;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-') return false;
        return TryKeep(text, (Digits.Two(text, 0) * 100) + Digits.Two(text, 2), Digits.Two(text, 5), Digits.Two(text, 8), out start);
    }

    /// <summary>Remembers a day under its text, which is not longer than 16 bytes; false when there is no such day from 1970 to <see cref="LastYear"/>.</summary>
    public bool TryKeep(ReadOnlySpan<byte> text, int year, int month, int day, out long start)
    {
        start = 0;
        if (year is < 1970 or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        start = _start = (new DateOnly(year, month, day).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * (long)SecondsOfDay;
        text.CopyTo(_text);
        _length = text.Length;
        return true;
    }

    /// <summary>Reads <c>13:55:36</c>, up to a leap second; false when it is none.</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (text.Length != 8 || text[2] != ':' || text[5] != ':') return false;
        var (hour, minute, second) = (Digits.Two(text, 0), Digits.Two(text, 3), Digits.Two(text, 6));
        if (hour > 23 || minute > 59 || second > 60) return false;
        seconds = (hour * 3600) + (minute * 60) + second;
        return true;
    }
}
