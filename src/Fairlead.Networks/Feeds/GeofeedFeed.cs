using System.Text;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// A self-published geolocation feed (RFC 8805): <c>prefix,country,region,city,postal code</c>, of which only the first must be there. A
/// bare address is the prefix of that one address; lines that begin with <c>#</c> are comments; further fields are ignored. The region is the
/// code of ISO 3166-2, in lower case as policies name regions (<c>nl-nh</c>); section 2.1.1.3 has readers take it in any.
/// <para>
/// Section 2.1.3 has readers discard lines that don't parse. Here they are errors, as everywhere: a line lost would send its clients
/// elsewhere, and nobody would see it. So is a prefix that comes twice with two places; said twice alike it is counted. A line without a place (section
/// 2.1.2, also <c>ZZ</c>) still says that the prefix is the publisher's.
/// </para>
/// </summary>
internal static class GeofeedFeed
{
    private const int Fields = 3; // city and postal code are not wanted

    /// <exception cref="FeedFormatException">It is not of the format.</exception>
    public static FeedContent Parse(Stream content, FeedSource source)
    {
        var lines = new FeedLines(content);
        var entries = new FeedEntries(regionless: null);
        var countries = new PrefixNumbers();
        var places = new Dictionary<IpPrefix, (CountryCode, string?)>();
        var repeated = 0;
        Span<Range> fields = stackalloc Range[Fields];
        while (lines.TryNext(out var line))
        {
            var text = line.Trim(" \t"u8);
            if (text.IsEmpty || text[0] == '#') continue;
            var count = CsvLine.Split(lines, text, fields);
            var prefix = FieldText.Prefix(lines, Field(text, fields, 0, count), orAddress: true, out var masked);
            var country = FieldText.Country(lines, Field(text, fields, 1, count));
            var region = Region(lines, entries, Field(text, fields, 2, count));
            if (!places.TryAdd(prefix, (country, region)))
            {
                if (places[prefix] != (country, region)) throw lines.Wrong($"{prefix} comes a second time, with another place");
                repeated++;
                continue;
            }
            if (entries.IsFull) throw lines.Wrong($"more than {FeedEntries.Most} prefixes");
            entries.Add(prefix, masked, region);
            if (!country.IsNone) countries.Add(prefix, (uint)country.Number);
        }
        var result = entries.ToContent() with { Countries = countries };
        return repeated == 0 ? result : result with { Dropped = new Dictionary<string, long> { [Omission.Repeated] = repeated } };
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields, int which, int count) =>
        which < count ? line[fields[which]].Trim(" \t"u8) : [];

    private static string? Region(FeedLines lines, FeedEntries entries, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return null;
        if (text.Length > entries.Text.Length) throw lines.Wrong("not a code of a region", text);
        var chars = entries.Text.AsSpan(0, Encoding.UTF8.GetChars(text, entries.Text));
        foreach (ref var c in chars) c = char.ToLowerInvariant(c);
        if (!entries.TryRegion(chars, out var region)) throw lines.Wrong("not a code of a region", text);
        if (entries.HasTooManyRegions) throw lines.Wrong($"more than {FeedEntries.MostRegions} regions");
        return region;
    }
}
