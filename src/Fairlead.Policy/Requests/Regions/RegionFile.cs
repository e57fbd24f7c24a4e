using System.Text;

namespace Fairlead.Policy.Requests.Regions;

/// <summary>
/// The format of <c>regions.tsv</c>: UTF-8 lines of five tab-separated fields, cloud, region, place, latitude, longitude
/// (degrees with two decimals). Lines that begin with <c>#</c> are comments. Cloud and place are for people; a region stands in it once.
/// </summary>
internal static class RegionFile
{
    // Room for today's 186 rows and some years of new ones, without growing on the way.
    private const int ExpectedRows = 256;

    /// <exception cref="FormatException">A row is not of this shape, names a region twice or a place off the globe; says the line.</exception>
    public static Dictionary<string, RegionLocation> Parse(ReadOnlySpan<byte> text)
    {
        var locations = new Dictionary<string, RegionLocation>(ExpectedRows);
        var number = 0;
        while (!text.IsEmpty)
        {
            number++;
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (line.IsEmpty || line[0] == '#') continue;
            if (ParseRow(line, out var region) is not { } location)
                throw new FormatException($"regions.tsv:{number}: expected cloud, region, place, latitude and longitude between tabs.");
            if (!locations.TryAdd(region, location))
                throw new FormatException($"regions.tsv:{number}: {region} is there twice.");
        }
        return locations;
    }

    private static RegionLocation? ParseRow(ReadOnlySpan<byte> line, out string region)
    {
        region = "";
        if (!TryTakeField(ref line, out var cloud) || cloud.IsEmpty
            || !TryTakeField(ref line, out var name) || name.IsEmpty
            || !TryTakeField(ref line, out var place) || place.IsEmpty
            || !TryTakeField(ref line, out var latitude) || !TryParseDegrees(latitude, 90, out var north)
            || !TryParseDegrees(line, 180, out var east))
            return null;
        region = Encoding.UTF8.GetString(name);
        return new RegionLocation(north, east);
    }

    private static bool TryTakeField(ref ReadOnlySpan<byte> line, out ReadOnlySpan<byte> field)
    {
        var tab = line.IndexOf((byte)'\t');
        field = tab < 0 ? default : line[..tab];
        if (tab >= 0) line = line[(tab + 1)..];
        return tab >= 0;
    }

    // Fixed-point by hand: the general parser's first call costs a start of the program about 2 ms, of 5 that all this may take.
    private static bool TryParseDegrees(ReadOnlySpan<byte> field, int most, out double degrees)
    {
        degrees = 0;
        var negative = !field.IsEmpty && field[0] == '-';
        var digits = negative ? field[1..] : field;
        if (digits.Length is < 4 or > 6 || digits[^3] != '.') return false;
        var hundredths = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            if (i == digits.Length - 3) continue; // the point
            var digit = (uint)(digits[i] - '0');
            if (digit > 9) return false;
            hundredths = (hundredths * 10) + (int)digit;
        }
        degrees = (negative ? -hundredths : hundredths) / 100.0;
        return hundredths <= most * 100;
    }
}
