using System.Text;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// One prefix a line, as many networks publish theirs (https://www.cloudflare.com/ips-v4 is one such file). Empty lines and what
/// follows a <c>#</c> are passed over; lines end in LF or CR LF; a bare address is the prefix of that one address.
/// </summary>
internal static class CidrsFeed
{
    /// <param name="content">The file.</param>
    /// <param name="region">The region of all its prefixes, or null.</param>
    /// <exception cref="FeedFormatException">It is not of the format.</exception>
    public static FeedContent Parse(ReadOnlySpan<byte> content, string? region)
    {
        var entries = new FeedEntries(regionless: null);
        var number = 0;
        foreach (var range in content.Split((byte)'\n'))
        {
            number++;
            var line = content[range];
            var comment = line.IndexOf((byte)'#');
            var text = (comment < 0 ? line : line[..comment]).Trim(" \t\r"u8);
            if (text.IsEmpty) continue;
            if (entries.IsFull) throw new FeedFormatException($"line {number}: more than {FeedEntries.Most} prefixes");
            Add(text, number, region, entries);
        }
        return entries.ToContent();
    }

    private static void Add(ReadOnlySpan<byte> text, int line, string? region, FeedEntries entries)
    {
        if (text.Length > entries.Text.Length) throw new FeedFormatException($"line {line}: far too long for a CIDR prefix");
        var chars = entries.Text.AsSpan(0, Encoding.UTF8.GetChars(text, entries.Text));
        if (IpPrefix.TryParse(chars, out var prefix, out var masked))
        {
            entries.Add(prefix, masked, region);
        }
        else if (IpAddress.TryParse(chars, out var address))
        {
            entries.Add(IpPrefix.Of(address, address.Width), masked: false, region);
        }
        else
        {
            throw new FeedFormatException($"line {line}: not a CIDR prefix: {Excerpt.Of(chars)}");
        }
    }
}
