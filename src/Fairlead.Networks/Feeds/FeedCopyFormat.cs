using System.Globalization;
using System.Text;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// How a copy lies on disk: a block with a few <c>name value</c> lines that a person can read, and an empty line; then the body as it came.
/// One file for both, so that no crash pairs the validators of one body with another; a block of fixed size, so that it can be written when the
/// body, which goes to disk as it comes, is known. What the lines leave of the block is a hole in the file and takes no room.
/// </summary>
internal static class FeedCopyFormat
{
    /// <summary>Room for a URL and an ETag of the largest size that <see cref="FeedHttp"/> lets through, and some.</summary>
    public const int HeaderBytes = 64 << 10;

    private const string FirstLine = "fairlead feed copy 2";

    /// <summary>The block as far as it is written; null when there is too much for it.</summary>
    public static byte[]? Write(FeedCopyHeader copy)
    {
        var header = new StringBuilder(FirstLine).Append('\n');
        Line(header, "url", copy.Url.AbsoluteUri);
        if (copy.Validators.Document is { } document) Line(header, "document", document.AbsoluteUri);
        if (copy.Validators.ETag is { } tag) Line(header, "etag", tag);
        if (copy.Validators.LastModified is { } modified) Line(header, "last-modified", Text(modified));
        Line(header, "as-of", Text(copy.AsOf));
        if (copy.Accepted) Line(header, "accepted", "yes");
        Line(header, "bytes", copy.Content.Bytes.ToString(CultureInfo.InvariantCulture));
        Line(header, "crc32c", copy.Content.Checksum.ToString("x8", CultureInfo.InvariantCulture));
        var bytes = Encoding.UTF8.GetBytes(header.Append('\n').ToString());
        return bytes.Length <= HeaderBytes ? bytes : null;
    }

    /// <summary>What the block says; null when it isn't one.</summary>
    public static FeedCopyHeader? Read(ReadOnlySpan<byte> block)
    {
        var end = block.IndexOf("\n\n"u8);
        if (end < 0) return null;
        var lines = Encoding.UTF8.GetString(block[..end]).Split('\n');
        if (lines[0] != FirstLine) return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.AsSpan(1))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0 || !values.TryAdd(line[..space], line[(space + 1)..])) return null;
        }

        if (!Uri.TryCreate(values.GetValueOrDefault("url"), UriKind.Absolute, out var url)) return null;
        Uri? document = null;
        if (values.TryGetValue("document", out var text) && !Uri.TryCreate(text, UriKind.Absolute, out document)) return null;
        if (Time(values.GetValueOrDefault("as-of")) is not { } asOf) return null;
        if (!long.TryParse(values.GetValueOrDefault("bytes"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)) return null;
        if (!uint.TryParse(values.GetValueOrDefault("crc32c"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var checksum)) return null;
        var validators = new FeedValidators(values.GetValueOrDefault("etag"), Time(values.GetValueOrDefault("last-modified")), document);
        return new FeedCopyHeader(url, validators, asOf, values.ContainsKey("accepted"), new FeedFingerprint(checksum, bytes));
    }

    private static void Line(StringBuilder header, string name, string value) => header.Append(name).Append(' ').Append(value).Append('\n');

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
