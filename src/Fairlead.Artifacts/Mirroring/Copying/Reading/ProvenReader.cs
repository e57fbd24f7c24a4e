using System.Globalization;
using System.Security.Cryptography;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Copying.Reading;

/// <summary>
/// Reads a blob piece by piece and hashes it on the way. The last piece is given out only when the content has proven to be the blob: its
/// SHA-256, and that it ends where it should. Nothing is read beyond one byte too many.
/// </summary>
internal sealed class ProvenReader(Stream source, Digest digest, long size) : IDisposable
{
    private readonly byte[] _oneTooMany = new byte[1];
    private readonly long _size = size;
    private IncrementalHash? _hash; // a blob of one piece needs none
    private bool _isProven;

    /// <summary>Bytes that are still to be read.</summary>
    public long Left { get; private set; } = size;

    /// <summary>Bytes that were read.</summary>
    public long Taken => _size - Left;

    /// <summary>
    /// The next piece, its memory taken from the pool; null at the end. An empty blob is proven by its first call.
    /// </summary>
    /// <exception cref="SourceException">The source failed, or the content is wrong.</exception>
    public async ValueTask<Chunk?> ReadAsync(ChunkPool pool, CancellationToken cancel)
    {
        if (Left == 0)
        {
            if (!_isProven) await ProveAsync(ReadOnlyMemory<byte>.Empty, cancel).ConfigureAwait(false);
            return null;
        }
        var chunk = pool.Rent((int)Math.Min(pool.ChunkBytes, Left));
        try
        {
            await FillAsync(chunk.Memory, cancel).ConfigureAwait(false);
            return chunk;
        }
        catch
        {
            chunk.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _hash?.Dispose();

    private async ValueTask FillAsync(Memory<byte> piece, CancellationToken cancel)
    {
        for (var filled = 0; filled < piece.Length;)
        {
            var read = await TakeAsync(piece[filled..], cancel).ConfigureAwait(false);
            if (read == 0) throw new SourceException(string.Create(CultureInfo.InvariantCulture, $"its content ends after {Taken} of {_size} bytes"));
            filled += read;
            Left -= read;
        }
        if (Left == 0)
        {
            await ProveAsync(piece, cancel).ConfigureAwait(false);
            return;
        }
        _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _hash.AppendData(piece.Span);
    }

    private async ValueTask ProveAsync(ReadOnlyMemory<byte> last, CancellationToken cancel)
    {
        if (await TakeAsync(_oneTooMany, cancel).ConfigureAwait(false) != 0)
            throw new SourceException(string.Create(CultureInfo.InvariantCulture, $"its content goes on after {_size} bytes"));
        if (DigestWith(last.Span) is var actual && actual != digest) throw new SourceException($"its content is {actual}") { Actual = actual };
        _isProven = true;
    }

    private Digest DigestWith(ReadOnlySpan<byte> last)
    {
        if (_hash is null) return Digest.Of(last);
        _hash.AppendData(last);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(hash);
        return Digest.FromBytes(hash);
    }

    private async ValueTask<int> TakeAsync(Memory<byte> into, CancellationToken cancel)
    {
        try
        {
            return await source.ReadAsync(into, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested) // whatever it is, it is the source's
        {
            throw new SourceException(e.Message, e);
        }
    }
}
