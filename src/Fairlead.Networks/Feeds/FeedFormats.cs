using System.Text;
using System.Text.Unicode;

namespace Fairlead.Networks.Feeds;

/// <summary>The feed types that a policy may name, and the way from a feed's bytes to its content.</summary>
public static class FeedFormats
{
    /// <summary>Types that can be read.</summary>
    public static IReadOnlyList<string> Types { get; } = ["aws", "gcp", "azure", "cidrs", "snapshot"];

    /// <summary>Types that are planned: a policy that names one is told so, and not that it has a typing error.</summary>
    public static IReadOnlyList<string> LaterTypes { get; } =
        ["oracle", "geofeed", "fastly", "ip2asn", "asn-csv", "country-csv", "pfx2as", "mrt", "mmdb"];

    /// <summary>
    /// Reads a feed whole. The source's region applies where its format carries none.
    /// What comes back holds nothing of <paramref name="content"/>.
    /// </summary>
    /// <exception cref="FeedFormatException">It is not of the format; the message says where and what.</exception>
    /// <exception cref="ArgumentException">The type is not one of <see cref="Types"/>.</exception>
    public static FeedContent Parse(FeedSource source, ReadOnlySpan<byte> content)
    {
        if (source.Type == "snapshot") return SnapshotFeed.Parse(new MemoryStream(content.ToArray()));
        // RFC 8259 section 8.1 lets a reader pass over a byte order mark, and editors on Windows write one.
        if (content.StartsWith(Encoding.UTF8.Preamble)) content = content[Encoding.UTF8.Preamble.Length..];
        RefuseInvalidUtf8(content);
        return source.Type switch
        {
            "aws" => AwsFeed.Parse(content),
            "gcp" => GcpFeed.Parse(content),
            "azure" => AzureFeed.Parse(content),
            "cidrs" => CidrsFeed.Parse(content, source.Region),
            _ => throw new ArgumentException($"feed type '{source.Type}' is not known", nameof(source)),
        };
    }

    // Utf8JsonReader looks at the bytes of a string only when it is asked for the string.
    private static void RefuseInvalidUtf8(ReadOnlySpan<byte> content)
    {
        if (Utf8.IsValid(content)) return;
        var offset = 0;
        while (Rune.DecodeFromUtf8(content[offset..], out _, out var length) == System.Buffers.OperationStatus.Done) offset += length;
        throw new FeedFormatException($"{FilePosition.Of(content, offset)}: not valid UTF-8");
    }
}
