namespace Fairlead.Networks.Feeds;

/// <summary>The feed types that a policy may name, and the way from a feed's bytes to its content.</summary>
public static class FeedFormats
{
    /// <summary>Types that can be read.</summary>
    public static IReadOnlyList<string> Types { get; } =
        ["aws", "gcp", "azure", "oracle", "fastly", "cidrs", "geofeed", "ip2asn", "asn-csv", "country-csv", "pfx2as", "mrt", "mmdb", "snapshot"];

    /// <summary>Types that are planned.</summary>
    public static IReadOnlyList<string> LaterTypes { get; } = [];

    /// <summary>
    /// Reads a feed whole. The source's region applies where its format carries none.
    /// What comes back holds nothing of <paramref name="content"/>.
    /// </summary>
    /// <exception cref="FeedFormatException">It is not of the format; the message says where and what.</exception>
    /// <exception cref="ArgumentException">The type is not one of <see cref="Types"/>.</exception>
    public static FeedContent Parse(FeedSource source, ReadOnlySpan<byte> content)
    {
        if (source.Type == "mrt") return MrtFeed.Parse(new MemoryStream(content.ToArray()), source);
        if (source.Type == "mmdb") return MmdbFeed.Parse(new MemoryStream(content.ToArray()), source);
        if (source.Type == "snapshot") return SnapshotFeed.Parse(new MemoryStream(content.ToArray()));
        content = WholeFeed.Text(content);
        return source.Type switch
        {
            "aws" => AwsFeed.Parse(content),
            "gcp" => GcpFeed.Parse(content),
            "azure" => AzureFeed.Parse(content),
            "cidrs" => CidrsFeed.Parse(content, source.Region),
            "oracle" => OracleFeed.Parse(AsStream(content), source),
            "fastly" => FastlyFeed.Parse(AsStream(content), source),
            "geofeed" => GeofeedFeed.Parse(AsStream(content), source),
            "ip2asn" => Ip2AsnFeed.Parse(AsStream(content), source),
            "asn-csv" => AsnCsvFeed.Parse(AsStream(content), source),
            "country-csv" => CountryCsvFeed.Parse(AsStream(content), source),
            "pfx2as" => Pfx2AsFeed.Parse(AsStream(content), source),
            _ => throw new ArgumentException($"feed type '{source.Type}' is not known", nameof(source)),
        };
    }

    private static MemoryStream AsStream(ReadOnlySpan<byte> content) => new(content.ToArray(), writable: false);
}
