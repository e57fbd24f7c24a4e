using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Fairlead.Formats.Archives;

/// <summary>A pax extended header: records of <c>length key=value\n</c>, the length counting all of it (POSIX.1-2017, <c>pax</c>, "pax Header Block").</summary>
internal static class PaxRecords
{
    /// <summary>Takes name and size from it, where it has them.</summary>
    /// <exception cref="InvalidDataException">It is not of that form.</exception>
    public static void Read(ReadOnlySpan<byte> records, ref string? path, ref long? size)
    {
        while (!records.IsEmpty)
        {
            if (!Utf8Parser.TryParse(records, out int length, out var digits) || length <= digits + 1 || length > records.Length
                || records[digits] != ' ' || records[length - 1] != '\n')
                throw new InvalidDataException("a member's extended header is damaged");
            var record = records[(digits + 1)..(length - 1)];
            records = records[length..];
            if (record.StartsWith("path="u8)) path = Encoding.UTF8.GetString(record["path="u8.Length..]);
            else if (record.StartsWith("size="u8)) size = SizeOf(record["size="u8.Length..]);
        }
    }

    private static long SizeOf(ReadOnlySpan<byte> text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : throw new InvalidDataException("a member's size is no number");
}
