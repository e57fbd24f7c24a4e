using System.Globalization;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// A MaxMind DB of version 2: a search tree from prefixes to data, here ASNs with the names of their organisations
/// (<c>autonomous_system_number</c>, <c>autonomous_system_organization</c>) and countries (<c>country.iso_code</c>, or the
/// <c>country_code</c> of ip-location-db's plainer files). <c>registered_country</c> is not used: it is where a block's papers are, not
/// where its users are, and it is they whom a route for a country is meant for. Other data are looked over and left.
/// Format: https://maxmind.github.io/MaxMind-DB/
/// Keys: https://dev.maxmind.com/geoip/docs/databases/asn/binary, https://dev.maxmind.com/geoip/docs/databases/country/binary
/// </summary>
internal static class MmdbFeed
{
    /// <summary>
    /// A tree is read in any order, so the file is held whole while it is read. MaxMind's own files of countries and of ASNs have about
    /// 10 MB; there is room for one of cities, which holds the countries too.
    /// </summary>
    public const int MaxBytes = 512 << 20;

    /// <summary>Three times as many as there are routes on the internet. Each takes 12 to 32 bytes, and is one more to sort.</summary>
    public const int MostPrefixes = 4_000_000;

    /// <exception cref="FeedFormatException">It is not of the format; the byte offset is from 0, as tools for binary files have it.</exception>
    public static FeedContent Parse(Stream content, FeedSource source) => Parse(content, MaxBytes, MostPrefixes);

    internal static FeedContent Parse(Stream content, int maxBytes, int mostPrefixes)
    {
        var file = ReadWhole(content, maxBytes);
        var metadata = MmdbMetadata.Read(file);
        var records = new MmdbRecords(new MmdbSection(file, metadata.Data, metadata.At));
        var asns = new PrefixNumbers();
        var countries = new PrefixNumbers();
        long bogons = 0, reserved = 0;
        var prefixes = 0;
        new MmdbTree(file, metadata, Add).Walk();
        if (prefixes == 0) throw Wrong(0, "the tree leads to no ASN and to no country");

        var dropped = new Dictionary<string, long>(records.Dropped);
        if (bogons > 0) dropped.Add("bogon prefix", bogons);
        if (reserved > 0) dropped.Add("reserved ASN", reserved);
        return new FeedContent([], Masked: 0) { Asns = asns, AsnNames = records.Names, Countries = countries, Dropped = dropped };

        void Add(IpPrefix prefix, int at)
        {
            var record = records.At(at);
            if (record == default) return;
            if (prefix.Length == 0) throw Wrong(at, "one record is for all of IPv4");
            if (Bogons.Covers(prefix))
            {
                bogons++;
                return;
            }
            var asn = record.Asn ?? 0;
            if (record.Asn is not null && ReservedAsns.Contains(asn))
            {
                reserved++;
                asn = 0;
            }
            if (asn == 0 && record.Country.IsNone) return;
            if (prefixes++ == mostPrefixes) throw Wrong(at, $"more than {mostPrefixes} prefixes; a database of ASNs or countries alone has fewer");
            if (asn != 0) asns.Add(prefix, asn);
            if (!record.Country.IsNone) countries.Add(prefix, (uint)record.Country.Number);
        }
    }

    /// <summary>What is wrong with the file, and where.</summary>
    internal static FeedFormatException Wrong(int at, string what) => new(string.Create(CultureInfo.InvariantCulture, $"byte {at}: {what}"));

    private static byte[] ReadWhole(Stream content, int maxBytes)
    {
        const int first = 1 << 20;
        var file = new byte[Math.Min(content.CanSeek ? content.Length - content.Position + 1 : first, maxBytes + 1L)]; // one more, to find the end with
        var length = 0;
        for (int read; (read = content.Read(file, length, file.Length - length)) > 0;)
        {
            length += read;
            if (length > maxBytes) throw Wrong(maxBytes, $"the file is larger than {maxBytes >> 20} MiB");
            if (length == file.Length) Array.Resize(ref file, (int)Math.Min(2L * length, maxBytes + 1L));
        }
        Array.Resize(ref file, length);
        return file;
    }
}
