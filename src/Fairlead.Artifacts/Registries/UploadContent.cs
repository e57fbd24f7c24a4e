using System.Buffers;
using System.Net;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// A part of a stream as a request's body, of a length that is said beforehand. What the stream throws is kept, so that it isn't taken for the
/// connection's. The time that the stream takes is not the server's.
/// </summary>
internal sealed class UploadContent : HttpContent
{
    private const int PieceBytes = 128 << 10;

    private readonly Stream _source;
    private readonly long _length;
    private readonly bool _isLast;
    private readonly Deadline _deadline;

    /// <param name="source">Read from where it stands.</param>
    /// <param name="length">How much of it.</param>
    /// <param name="isLast">Whether it has to end there; its last piece is only sent when it has.</param>
    /// <param name="deadline">Of the request.</param>
    public UploadContent(Stream source, long length, bool isLast, Deadline deadline) =>
        (_source, _length, _isLast, _deadline) = (source, length, isLast, deadline);

    /// <summary>What the stream threw; null when nothing.</summary>
    public Exception? SourceFailure { get; private set; }

    /// <summary>How much has been read of the stream.</summary>
    public long Consumed { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (Consumed < _length)
            {
                var read = await ReadAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, _length - Consumed))).ConfigureAwait(false);
                _deadline.Start();
                await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
            if (_length == 0 && _isLast) await EndAsync().ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    private async ValueTask<int> ReadAsync(Memory<byte> piece)
    {
        _deadline.Stop();
        try
        {
            var read = await _source.ReadAsync(piece, _deadline.Caller).ConfigureAwait(false);
            if (read == 0) throw new RegistryException($"the content to be pushed ended {_length - Consumed} bytes too early");
            Consumed += read;
            if (Consumed == _length && _isLast) await EndAsync().ConfigureAwait(false);
            return read;
        }
        catch (Exception e)
        {
            SourceFailure ??= e;
            throw;
        }
    }

    private async ValueTask EndAsync()
    {
        try
        {
            if (await _source.ReadAsync(new byte[1], _deadline.Caller).ConfigureAwait(false) != 0)
                throw new RegistryException("the content to be pushed is longer than was said");
        }
        catch (Exception e)
        {
            SourceFailure ??= e;
            throw;
        }
    }
}
