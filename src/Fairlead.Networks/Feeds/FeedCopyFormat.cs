using System.Globalization;
using System.Text;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// How a copy lies on disk: a few <c>name value</c> lines that a person can read, an empty line, and the body as it came. One file for
/// both, so that no crash pairs the validators of one body with another.
/// </summary>
internal static class FeedCopyFormat
{
    /// <summary>A URL and an ETag of the largest size that <see cref="FeedHttp"/> lets through, and some.</summary>
    public const int MaxHeaderBytes = 64 << 10;

    private const string FirstLine = "fairlead feed copy 1";

    public static byte[] Header(FeedCopy copy)
    {
        var header = new StringBuilder(FirstLine).Append('\n');
        Line(header, "url", copy.Url.AbsoluteUri);
        if (copy.Validators.ETag is { } tag) Line(header, "etag", tag);
        if (copy.Validators.LastModified is { } modified) Line(header, "last-modified", Text(modified));
        Line(header, "as-of", Text(copy.AsOf));
        if (copy.Accepted) Line(header, "accepted", "yes");
        Line(header, "bytes", copy.Content.Length.ToString(CultureInfo.InvariantCulture));
        Line(header, "crc32c", Checksum(copy.Content.Span));
        return Encoding.UTF8.GetBytes(header.Append('\n').ToString());
    }

    /// <summary>The copy in the file; null when the file is not one, or is damaged.</summary>
    public static FeedCopy? Read(ReadOnlyMemory<byte> file)
    {
        var end = file.Span[..Math.Min(file.Length, MaxHeaderBytes)].IndexOf("\n\n"u8);
        if (end < 0) return null;
        var lines = Encoding.UTF8.GetString(file.Span[..end]).Split('\n');
        if (lines[0] != FirstLine) return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.AsSpan(1))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0 || !values.TryAdd(line[..space], line[(space + 1)..])) return null;
        }

        var content = file[(end + 2)..];
        if (values.GetValueOrDefault("bytes") != content.Length.ToString(CultureInfo.InvariantCulture)) return null;
        if (values.GetValueOrDefault("crc32c") != Checksum(content.Span)) return null;
        if (!Uri.TryCreate(values.GetValueOrDefault("url"), UriKind.Absolute, out var url)) return null;
        if (Time(values.GetValueOrDefault("as-of")) is not { } asOf) return null;
        var validators = new FeedValidators(values.GetValueOrDefault("etag"), Time(values.GetValueOrDefault("last-modified")));
        return new FeedCopy(url, validators, asOf, values.ContainsKey("accepted"), content);
    }

    private static void Line(StringBuilder header, string name, string value) => header.Append(name).Append(' ').Append(value).Append('\n');

    private static string Checksum(ReadOnlySpan<byte> content) => Crc32C.Of(content).ToString("x8", CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
