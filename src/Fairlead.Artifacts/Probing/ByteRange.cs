using System.Net.Http.Headers;

namespace Fairlead.Artifacts.Probing;

/// <summary>A part of a blob that is asked for by itself (RFC 9110 section 14).</summary>
/// <param name="First">Offset of its first byte.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="IsOpen">Asked for as <c>bytes=FIRST-</c>, without its end.</param>
internal readonly record struct ByteRange(long First, int Length, bool IsOpen)
{
    /// <summary>Enough to tell one part of a layer from another; few enough to be kept.</summary>
    private const int MiddleLength = 64 << 10;

    private long Last => First + Length - 1;

    /// <summary>A part in the middle of a blob that has bytes.</summary>
    public static ByteRange MiddleOf(long size)
    {
        var length = (int)Math.Clamp(size / 2, 1, MiddleLength);
        return new ByteRange((size - length) / 2, length, IsOpen: false);
    }

    /// <summary>The last byte of a blob that has any.</summary>
    public static ByteRange EndOf(long size) => new(size - 1, 1, IsOpen: true);

    /// <summary>What asks for it.</summary>
    public RangeHeaderValue ToHeader() => new(First, IsOpen ? null : Last);

    /// <summary>What has to stand in the answer's <c>Content-Range</c>.</summary>
    public ContentRangeHeaderValue ToContentRange(long size) => new(First, Last, size);
}
