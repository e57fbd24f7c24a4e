using System.Globalization;

namespace Fairlead.Cli;

/// <summary>Amounts of a transfer as people read them.</summary>
internal static class ByteText
{
    private static readonly string[] s_units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>Two or three digits and a decimal unit, as registries and bills have them: <c>1.2 GB</c>.</summary>
    public static string Of(double bytes)
    {
        var unit = 0;
        for (; bytes >= 999.5 && unit < s_units.Length - 1; bytes /= 1000) unit++;
        return string.Create(CultureInfo.InvariantCulture, $"{(unit > 0 && bytes < 9.95 ? Math.Round(bytes, 1) : Math.Round(bytes))} {s_units[unit]}");
    }

    /// <summary>A time that is to come, rounded up to what is worth knowing of it.</summary>
    public static string Left(TimeSpan left) => left switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalSeconds)} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalMinutes)} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours} h {left.Minutes} min"),
    };

    /// <summary>With separators.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>One, or several: <c>1 image</c>, <c>2,000 images</c>.</summary>
    public static string Count(long count, string one, string several) => $"{Count(count)} {(count == 1 ? one : several)}";
}
