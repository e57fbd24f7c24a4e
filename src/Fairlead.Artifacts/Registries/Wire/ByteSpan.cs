using System.Net.Http.Headers;

namespace Fairlead.Artifacts.Registries.Wire;

/// <summary><c>Content-Range: bytes FROM-TO/TOTAL</c> (RFC 9110 section 14.4).</summary>
internal static class ByteSpan
{
    /// <summary>
    /// Whether an answer to <c>Range: bytes=FROM-</c> goes on exactly where it was asked to, up to the end of what is
    /// <paramref name="size"/> bytes long (null: not known).
    /// </summary>
    public static bool Continues(ContentRangeHeaderValue? range, long from, long? size) =>
        range is { Unit: "bytes", From: { } first, To: { } last }
        && first == from
        && (range.Length ?? size) is var total
        && (total is null || (last == total - 1 && (size is null || size == total)));
}
