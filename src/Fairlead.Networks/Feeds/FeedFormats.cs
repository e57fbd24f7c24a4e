using Fairlead.Formats.Streams;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>The feed types that a policy may name, and the way from a feed's bytes to its content.</summary>
public static class FeedFormats
{
    /// <summary>Types that can be read.</summary>
    public static IReadOnlyList<string> Types { get; } =
        ["aws", "gcp", "azure", "oracle", "fastly", "cidrs", "geofeed", "ip2asn", "asn-csv", "country-csv", "pfx2as", "mrt", "mmdb", "snapshot"];

    /// <summary>
    /// Reads a feed to its end: gzip and bzip2 are unpacked first, whatever the type. The source's region applies where its format carries
    /// none. What comes back holds nothing of <paramref name="file"/>.
    /// </summary>
    /// <exception cref="FeedFormatException">It is not of the format, or too large; the message says where and what.</exception>
    /// <exception cref="ArgumentException">The type is not one of <see cref="Types"/>.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static FeedContent Parse(FeedSource source, Stream file) => Parse(source, file, FeedLimits.Default);

    internal static FeedContent Parse(FeedSource source, Stream file, FeedLimits limits)
    {
        if (source.Type == "snapshot") return SnapshotFeed.Parse(file); // which has a length and a hash of its own, and is read as it lies there
        try
        {
            using var content = Decompression.Open(file, limits.UnpackedBytesOf(source.Type));
            var parsed = ParseContent(source, content);
            if (parsed.Asns.HasTooMany || parsed.Countries.HasTooMany) throw new FeedFormatException($"the whole file: more than {PrefixNumbers.Most} prefixes");
            content.CopyTo(Stream.Null); // some formats end before the file does, and only there does one learn whether it came whole
            return parsed;
        }
        catch (InvalidDataException e)
        {
            throw new FeedFormatException(e.Message, e);
        }
    }

    private static FeedContent ParseContent(FeedSource source, Stream content) => source.Type switch
    {
        "aws" => AwsFeed.Parse(WholeFeed.Read(content)),
        "gcp" => GcpFeed.Parse(WholeFeed.Read(content)),
        "azure" => AzureFeed.Parse(WholeFeed.Read(content)),
        "cidrs" => CidrsFeed.Parse(WholeFeed.Read(content), source.Region),
        "oracle" => OracleFeed.Parse(content, source),
        "fastly" => FastlyFeed.Parse(content, source),
        "geofeed" => GeofeedFeed.Parse(content, source),
        "ip2asn" => Ip2AsnFeed.Parse(content, source),
        "asn-csv" => AsnCsvFeed.Parse(content, source),
        "country-csv" => CountryCsvFeed.Parse(content, source),
        "pfx2as" => Pfx2AsFeed.Parse(content, source),
        "mrt" => MrtFeed.Parse(content, source),
        "mmdb" => MmdbFeed.Parse(content, source),
        _ => throw new ArgumentException($"feed type '{source.Type}' is not known", nameof(source)),
    };
}
