using System.Globalization;
using System.Text;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// Microsoft's download page, which names the week's file of service tags: its URL has a new folder and a new date every week, and no
/// other place leads there. The page: https://www.microsoft.com/en-us/download/details.aspx?id=56519
/// </summary>
internal static class AzurePage
{
    /// <summary>Several times the page, which has some hundred kilobytes.</summary>
    public const int MostBytes = 4 << 20;

    private const int LongestUrl = 512; // three times as long as they are
    private const int DateDigits = 8;

    private static ReadOnlySpan<byte> FileName => "ServiceTags_Public_"u8;

    private static ReadOnlySpan<byte> Ending => ".json"u8;

    /// <summary>Whether it is a page and not the file, which is JSON: after white space and a byte order mark, a tag.</summary>
    public static bool IsPage(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(Encoding.UTF8.Preamble)) start = start[Encoding.UTF8.Preamble.Length..];
        return start.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
    }

    /// <summary>The link to the file, of several that with the newest date; null if there is none.</summary>
    /// <param name="page">All of it.</param>
    /// <param name="documents">Where the file must lie: links that begin differently are passed over, whatever they look like.</param>
    public static Uri? Link(ReadOnlySpan<byte> page, Uri documents)
    {
        var start = Encoding.ASCII.GetBytes(documents.AbsoluteUri);
        string? newest = null;
        var newestDate = "";
        for (int at; (at = page.IndexOf(start)) >= 0; page = page[(at + start.Length)..])
        {
            var link = page.Slice(at, LengthOfUrl(page[at..Math.Min(page.Length, at + LongestUrl)]));
            if (DateOf(link) is not { } date || string.CompareOrdinal(date, newestDate) <= 0) continue;
            (newest, newestDate) = (Encoding.ASCII.GetString(link), date);
        }
        return newest is null ? null : new Uri(newest);
    }

    // As far as characters go that these URLs have: a quotation mark ends it, or a query, or an escape.
    private static int LengthOfUrl(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit((char)text[length]) || text[length] is (byte)':' or (byte)'/' or (byte)'.' or (byte)'-' or (byte)'_')) length++;
        return length;
    }

    private static string? DateOf(ReadOnlySpan<byte> link)
    {
        var name = link[(link.LastIndexOf((byte)'/') + 1)..];
        if (name.Length != FileName.Length + DateDigits + Ending.Length || !name.StartsWith(FileName) || !name.EndsWith(Ending)) return null;
        var date = Encoding.ASCII.GetString(name.Slice(FileName.Length, DateDigits));
        return DateOnly.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? date : null;
    }
}
