using System.Globalization;

namespace Fairlead.Formats.Streams;

/// <summary>The header of a gzip member (RFC 1952 section 2.3), which says nothing that is wanted here.</summary>
internal static class GzipHeader
{
    private const int FixedBytes = 10;
    private const byte Deflate = 8; // the only method there is

    /// <summary>The flags of section 2.3.1 that have something follow; its first says only that the content is text.</summary>
    private const byte HasChecksum = 2, HasExtra = 4, HasName = 8, HasComment = 16, Reserved = 0xE0;

    /// <summary>Names and comments of files are shorter than what file systems allow for a path.</summary>
    private const int LongestText = 4096;

    /// <summary>Takes it.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static void Take(PackedInput input)
    {
        var start = input.Taken;
        var header = input.Peek(FixedBytes);
        if (header.Length < FixedBytes) throw Wrong(start, "a gzip header is cut short");
        if (header[2] != Deflate) throw Wrong(start, "gzip with a method of compression that is not known");
        var flags = header[3];
        if ((flags & Reserved) != 0) throw Wrong(start, "gzip with flags that are not known");
        input.Take(FixedBytes);

        if ((flags & HasExtra) != 0)
        {
            var length = TakeByte(input, start) | (TakeByte(input, start) << 8);
            for (var i = 0; i < length; i++) TakeByte(input, start);
        }
        if ((flags & HasName) != 0) TakeText(input, start);
        if ((flags & HasComment) != 0) TakeText(input, start);
        if ((flags & HasChecksum) == 0) return;
        TakeByte(input, start);
        TakeByte(input, start);
    }

    private static int TakeByte(PackedInput input, long start) =>
        input.ReadByte() is >= 0 and var one ? one : throw Wrong(start, "a gzip header is cut short");

    private static void TakeText(PackedInput input, long start)
    {
        for (var i = 0; i < LongestText; i++)
        {
            if (TakeByte(input, start) == 0) return;
        }
        throw Wrong(start, "a gzip header with a name or comment that is far too long");
    }

    private static InvalidDataException Wrong(long at, string what) => new(string.Create(CultureInfo.InvariantCulture, $"byte {at}: {what}"));
}
