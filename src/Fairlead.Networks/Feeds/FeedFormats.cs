using System.Text;
using System.Text.Unicode;
using Fairlead.Formats.Streams;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>The feed types that a policy may name, and the way from a feed's bytes to its content.</summary>
public static class FeedFormats
{
    /// <summary>What is read whole is one network's: sixteen times Microsoft's 4 MB, the largest of them.</summary>
    private const int MostBytesInMemory = 64 << 20;

    /// <summary>Types that can be read.</summary>
    public static IReadOnlyList<string> Types { get; } = ["aws", "gcp", "azure", "cidrs"];

    /// <summary>Types that are planned: a policy that names one is told so, and not that it has a typing error.</summary>
    public static IReadOnlyList<string> LaterTypes { get; } =
        ["oracle", "geofeed", "fastly", "ip2asn", "asn-csv", "country-csv", "pfx2as", "mrt", "mmdb", "snapshot"];

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
        "aws" => AwsFeed.Parse(WholeText(content)),
        "gcp" => GcpFeed.Parse(WholeText(content)),
        "azure" => AzureFeed.Parse(WholeText(content)),
        "cidrs" => CidrsFeed.Parse(WholeText(content), source.Region),
        _ => throw new ArgumentException($"feed type '{source.Type}' is not known", nameof(source)),
    };

    private static ReadOnlySpan<byte> WholeText(Stream content)
    {
        var text = WholeContent.Read(content, MostBytesInMemory).Span;
        // RFC 8259 section 8.1 lets a reader pass over a byte order mark, and editors on Windows write one.
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
        RefuseInvalidUtf8(text);
        return text;
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
