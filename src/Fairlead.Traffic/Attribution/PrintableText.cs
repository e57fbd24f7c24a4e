using System.Buffers;

namespace Fairlead.Traffic.Attribution;

/// <summary>Which names from logs are taken at all: they end up on terminals, in files and on pages.</summary>
internal static class PrintableText
{
    /// <summary>Bytes at the most: those of a repository's name, which are also enough for a host's (RFC 1035 section 2.3.4).</summary>
    public const int MaxLength = Formats.Oci.RepositoryName.MaxLength;

    private static readonly SearchValues<byte> s_printable = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (byte)c)]);

    /// <summary>Whether it is ASCII that leaves ink, not longer than <see cref="MaxLength"/>, and has no address in it. The empty name is none.</summary>
    public static bool IsName(ReadOnlySpan<byte> text) =>
        text.Length is > 0 and <= MaxLength && !text.ContainsAnyExcept(s_printable) && !AddressText.IsIn(text);
}
