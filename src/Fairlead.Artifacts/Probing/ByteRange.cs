using System.Net.Http.Headers;

namespace Fairlead.Artifacts.Probing;

/// <summary>A part of a blob that is asked for by itself (RFC 9110 section 14).</summary>
/// <param name="First">Offset of its first byte.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="IsOpen">Asked for as <c>bytes=FIRST-</c>, without its end.</param>
internal readonly record struct ByteRange(long First, long Length, bool IsOpen)
{
    /// <summary>Enough to tell one part of a layer from another; few enough to be kept.</summary>
    public const int KeptLength = 64 << 10;

    private long Last => First + Length - 1;

    /// <summary>A part in the middle of a blob that has bytes.</summary>
    public static ByteRange MiddleOf(long size)
    {
        var length = Math.Clamp(size / 2, 1, KeptLength);
        return new ByteRange((size - length) / 2, length, IsOpen: false);
    }

    /// <summary>The last bytes of a blob that has any.</summary>
    public static ByteRange EndOf(long size, int length = 1) => From(size - Math.Min(size, length), size);

    /// <summary>All bytes from an offset on.</summary>
    public static ByteRange From(long offset, long size) => new(offset, size - offset, IsOpen: true);

    /// <summary>What asks for it.</summary>
    public RangeHeaderValue ToHeader() => new(First, IsOpen ? null : Last);

    /// <summary>What an answer's <c>Content-Range</c> says has to be this part.</summary>
    /// <exception cref="ProbeFailure">It is another, or none.</exception>
    public void Expect(HttpResponseMessage response, long size)
    {
        var (said, wanted) = (response.Content.Headers.ContentRange, new ContentRangeHeaderValue(First, Last, size));
        if (said is null || !said.Equals(wanted)) throw new ProbeFailure($"Content-Range is {(said is null ? "not there" : $"'{said}'")}, it should be '{wanted}'");
    }
}
