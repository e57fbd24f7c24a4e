using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Fairlead.Networks.Feeds;

/// <summary>A feed that is read into memory before it is parsed, as JSON is: its last byte decides whether it is whole.</summary>
internal static class WholeFeed
{
    /// <summary>What is read whole is one network's: sixteen times Microsoft's 4 MB, the largest of them.</summary>
    private const int Most = 64 << 20;

    /// <summary>Reads it to its end.</summary>
    /// <exception cref="FeedFormatException">It has more bytes than a feed may have, or is not UTF-8.</exception>
    public static ReadOnlySpan<byte> Read(Stream content)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (var read = content.Read(buffer); read > 0; read = content.Read(buffer))
        {
            if (whole.Length + read > Most)
                throw new FeedFormatException(string.Create(CultureInfo.InvariantCulture, $"the whole file: more than {Most >> 20} MiB"));
            whole.Write(buffer, 0, read);
        }
        return Text(whole.GetBuffer().AsSpan(0, (int)whole.Length));
    }

    /// <summary>
    /// The text in these bytes. RFC 8259 section 8.1 lets a reader pass over a byte order mark, and editors on Windows write one.
    /// </summary>
    /// <exception cref="FeedFormatException">It is not UTF-8. (Utf8JsonReader looks at the bytes of a string only when it is asked for the string.)</exception>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith(Encoding.UTF8.Preamble)) content = content[Encoding.UTF8.Preamble.Length..];
        if (Utf8.IsValid(content)) return content;
        var offset = 0;
        while (Rune.DecodeFromUtf8(content[offset..], out _, out var length) == OperationStatus.Done) offset += length;
        throw new FeedFormatException($"{FilePosition.Of(content, offset)}: not valid UTF-8");
    }
}
