using System.Globalization;

namespace Fairlead.Formats.Yaml;

/// <summary>Durations as people write them: a whole number and one unit of <c>ms s m h d</c>, as in <c>500ms</c> or <c>12h</c>.</summary>
public static class DurationText
{
    private const int MaxDigits = 9; // so that the number fits; the product is checked apart

    /// <summary>Parses it; signs, fractions, blanks and several units are refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > MaxDigits) return false;
        var number = long.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        var ticks = text[digits..] switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            "d" => TimeSpan.TicksPerDay,
            _ => 0,
        };
        if (ticks == 0 || number > long.MaxValue / ticks) return false;
        duration = new TimeSpan(number * ticks);
        return true;
    }

    /// <summary>The shortest such text for a whole number of milliseconds.</summary>
    public static string Format(TimeSpan duration)
    {
        var ticks = duration.Ticks;
        var (number, unit) = ticks switch
        {
            _ when ticks > 0 && ticks % TimeSpan.TicksPerDay == 0 => (ticks / TimeSpan.TicksPerDay, "d"),
            _ when ticks > 0 && ticks % TimeSpan.TicksPerHour == 0 => (ticks / TimeSpan.TicksPerHour, "h"),
            _ when ticks > 0 && ticks % TimeSpan.TicksPerMinute == 0 => (ticks / TimeSpan.TicksPerMinute, "m"),
            _ when ticks % TimeSpan.TicksPerSecond == 0 => (ticks / TimeSpan.TicksPerSecond, "s"),
            _ => (ticks / TimeSpan.TicksPerMillisecond, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
    }
}
