using System.Buffers;
using System.Globalization;

namespace Fairlead.Artifacts.Probing;

/// <summary>Reads the body of an answer that must have so many bytes.</summary>
internal static class BodyReader
{
    private const int PieceBytes = 128 << 10;

    /// <summary>Reads it to its end, piece by piece; not a byte more is read than what shows that it is too long.</summary>
    /// <param name="response">Of whose body nothing was read.</param>
    /// <param name="size">What it must have.</param>
    /// <param name="take">Gets each piece with its offset.</param>
    /// <param name="patience">How long it may take.</param>
    /// <exception cref="ProbeFailure">It has more or less.</exception>
    /// <exception cref="IOException">It broke off.</exception>
    public static async Task ReadAsync(HttpResponseMessage response, long size, Action<long, ReadOnlyMemory<byte>> take, Patience patience)
    {
        CheckHead(response, size);
        var body = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            long offset = 0;
            while (true)
            {
                var room = (int)Math.Min(PieceBytes, size - offset + 1); // one more than there may be
                var read = await body.ReadAsync(piece.AsMemory(0, room), patience.Token).ConfigureAwait(false);
                patience.Heard();
                if (read == 0) break;
                if (offset + read > size) throw new ProbeFailure(Text($"the body has more than {size} bytes"));
                take(offset, piece.AsMemory(0, read));
                offset += read;
            }
            if (offset < size) throw new ProbeFailure(Text($"the body ends after {offset} of {size} bytes"));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    /// <summary>Reads its first bytes, and leaves the rest: the connection is cut.</summary>
    /// <param name="response">Of whose body nothing was read.</param>
    /// <param name="size">What all of it must have.</param>
    /// <param name="count">How many are read; no more than that.</param>
    /// <param name="patience">How long it may take.</param>
    /// <exception cref="ProbeFailure">It has less, or says another size.</exception>
    /// <exception cref="IOException">It broke off.</exception>
    public static async Task ReadFirstAsync(HttpResponseMessage response, long size, int count, Patience patience)
    {
        CheckHead(response, size);
        var body = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        var piece = new byte[count];
        for (var offset = 0; offset < count;)
        {
            var read = await body.ReadAsync(piece.AsMemory(offset), patience.Token).ConfigureAwait(false);
            patience.Heard();
            if (read == 0) throw new ProbeFailure(Text($"the body ends after {offset} of {size} bytes"));
            offset += read;
        }
    }

    private static void CheckHead(HttpResponseMessage response, long size)
    {
        if (response.Content.Headers.ContentEncoding.Count > 0) throw new ProbeFailure("the body is compressed, which was not asked for");
        if (response.Content.Headers.ContentLength is { } said && said != size) throw new ProbeFailure(Text($"Content-Length is {said}, not {size}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
