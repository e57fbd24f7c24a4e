using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// Countries as comma-separated values without a header: <c>start,end,country</c>, of inclusive ranges as text or as decimal numbers.
/// Formats: https://github.com/sapics/ip-location-db/tree/main/geo-whois-asn-country#csv-format, https://db-ip.com/db/format/ip-to-country-lite/csv.html
/// </summary>
internal static class CountryCsvFeed
{
    private const int Fields = 3;

    /// <exception cref="FeedFormatException">It is not of the format.</exception>
    public static FeedContent Parse(Stream content, FeedSource source)
    {
        var lines = new FeedLines(content);
        var facts = new FeedFacts(lines);
        Span<Range> fields = stackalloc Range[Fields];
        while (lines.TryNext(out var line))
        {
            if (line.IsEmpty) continue;
            var count = CsvLine.Split(lines, line, fields);
            if (count != Fields) throw lines.Wrong($"{count} fields, where start,end,country are wanted");
            var range = FieldText.Range(lines, line[fields[0]], line[fields[1]]);
            var country = FieldText.Country(lines, line[fields[2]]);
            if (country.IsNone) facts.Drop(Omission.NoCountry);
            facts.AddRange(range, asn: 0, name: [], country);
        }
        return facts.ToContent();
    }
}
