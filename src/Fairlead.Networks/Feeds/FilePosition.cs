using System.Globalization;

namespace Fairlead.Networks.Feeds;

/// <summary>A place in a feed file, as messages name it: line and byte in it, both from 1.</summary>
internal readonly record struct FilePosition(long Line, long Byte)
{
    public static FilePosition Of(ReadOnlySpan<byte> content, long offset)
    {
        var before = content[..(int)Math.Min(offset, content.Length)];
        return new(before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}, byte {Byte}");
}
