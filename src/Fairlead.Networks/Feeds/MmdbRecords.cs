using System.Text;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>The data of a MaxMind DB as far as we use them, each record looked at once however many prefixes lead to it.</summary>
/// <param name="data">The data section.</param>
internal sealed class MmdbRecords(MmdbSection data)
{
    private const int LongestName = 256; // bytes; those of the registries have up to a hundred

    // Twice as many as there are in use. Each may be long, and a file may have them share their bytes.
    private const int MostNames = 250_000;

    private const string TooLong = "name too long";

    private readonly MmdbSectionCheck _check = new(data);
    private readonly Dictionary<int, MmdbRecord> _records = [];

    /// <summary>Names of organisations by ASN; of several for one ASN the first.</summary>
    public Dictionary<uint, string> Names { get; } = [];

    /// <summary>What was left out, by reason, and how often.</summary>
    public Dictionary<string, long> Dropped { get; } = [];

    /// <summary>The record here.</summary>
    /// <exception cref="FeedFormatException">It is not as it should be.</exception>
    public MmdbRecord At(int at)
    {
        if (_records.TryGetValue(at, out var record)) return record;
        _check.Check(at);
        var field = data.Resolve(at);
        record = field.Type == MmdbType.Map ? Read(field) : default;
        _records.Add(at, record);
        return record;
    }

    private MmdbRecord Read(MmdbField map)
    {
        int? asn = null, name = null, country = null, countryCode = null;
        foreach (var (field, value) in data.Pairs(map))
        {
            var key = data.Payload(field);
            if (key.SequenceEqual("autonomous_system_number"u8)) Once(ref asn, value, field);
            else if (key.SequenceEqual("autonomous_system_organization"u8)) Once(ref name, value, field);
            else if (key.SequenceEqual("country"u8)) Once(ref country, value, field);
            else if (key.SequenceEqual("country_code"u8)) Once(ref countryCode, value, field);
        }
        var number = asn is { } one ? data.UInt32(one, "autonomous_system_number") : (uint?)null;
        if (number is { } known && name is { } text) AddName(known, text);
        // Some have the country's name there, and the code beside it.
        var code = country is { } place && data.Resolve(place) is { Type: MmdbType.Map } inner ? IsoCode(inner) : null;
        return new MmdbRecord(number, (code ?? countryCode) is { } letters ? Country(letters) : default);
    }

    private int? IsoCode(MmdbField country)
    {
        int? code = null;
        foreach (var (field, value) in data.Pairs(country))
        {
            if (data.Payload(field).SequenceEqual("iso_code"u8)) Once(ref code, value, field);
        }
        return code;
    }

    private CountryCode Country(int at)
    {
        var text = Text(at, "the country's code");
        if (CountryCode.TryParse(text, out var country) || text.IsEmpty) return country;
        throw MmdbFeed.Wrong(at, $"not a country's code of two letters: {Excerpt.Of(Encoding.UTF8.GetString(text[..Math.Min(text.Length, 99)]))}");
    }

    private void AddName(uint asn, int at)
    {
        var text = Text(at, "autonomous_system_organization");
        if (text.IsEmpty || ReservedAsns.Contains(asn) || Names.ContainsKey(asn)) return;
        if (text.Length > LongestName)
        {
            Dropped[TooLong] = Dropped.GetValueOrDefault(TooLong) + 1;
            return;
        }
        if (Names.Count == MostNames) throw MmdbFeed.Wrong(at, $"more than {MostNames} names of organisations");
        Names.Add(asn, Encoding.UTF8.GetString(text));
    }

    private ReadOnlySpan<byte> Text(int at, string what)
    {
        var field = data.Resolve(at);
        return field.Type == MmdbType.String ? data.Payload(field) : throw MmdbFeed.Wrong(at, $"{what} is not text");
    }

    private static void Once(ref int? place, int value, MmdbField key)
    {
        if (place is not null) throw MmdbFeed.Wrong(key.At, "a key of the record comes twice");
        place = value;
    }
}
