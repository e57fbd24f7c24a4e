using System.Text;

namespace Fairlead.Formats.Archives;

/// <summary>A ustar header block (POSIX.1-2017, <c>pax</c>, "ustar Interchange Format").</summary>
/// <param name="Name">Prefix and name, as they are.</param>
/// <param name="Size">Bytes that follow, without what fills the last block.</param>
/// <param name="Type">The type flag.</param>
internal readonly record struct TarHeader(string Name, long Size, char Type)
{
    /// <summary>Reads one; false when its checksum or its size is wrong.</summary>
    public static bool TryParse(ReadOnlySpan<byte> block, out TarHeader header)
    {
        header = default;
        if (!TryReadOctal(block.Slice(148, 8), out var checksum) || checksum != Checksum(block)) return false;
        var type = (char)block[156];
        // Links have no content, whatever the field says.
        if (!TryReadOctal(block.Slice(124, 12), out var size)) return false;
        var name = Text(block[..100]);
        var prefix = block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(block.Slice(345, 155)) : ""; // GNU keeps other things there
        header = new TarHeader(prefix.Length == 0 ? name : $"{prefix}/{name}", type is '1' or '2' ? 0 : size, type);
        return true;
    }

    /// <summary>The sum of all bytes, its own field read as spaces.</summary>
    private static long Checksum(ReadOnlySpan<byte> block)
    {
        long sum = 8 * ' ';
        for (var i = 0; i < block.Length; i++)
            if (i is < 148 or >= 156) sum += block[i];
        return sum;
    }

    /// <summary>Digits with spaces or zeros around them. GNU's binary form begins at 8 GiB, and is none.</summary>
    private static bool TryReadOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        field = field.Trim(" \0"u8);
        foreach (var digit in field)
        {
            if (digit is < (byte)'0' or > (byte)'7') return false;
            value = (value << 3) | (long)(digit - '0');
        }
        return true;
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }
}
