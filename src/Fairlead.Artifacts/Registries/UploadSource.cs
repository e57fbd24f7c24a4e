using System.Buffers;
using System.Runtime.ExceptionServices;

namespace Fairlead.Artifacts.Registries;

/// <summary>The content of a push, which can be read from any place by opening it again.</summary>
internal sealed class UploadSource(Func<CancellationToken, Task<Stream>> open) : IAsyncDisposable
{
    private const int PieceBytes = 128 << 10;

    private Stream? _stream;
    private long _position;

    /// <summary>What the content itself threw, in whatever way it was read; null when nothing. It is nobody else's failure, and not to be tried again.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether it can be read from this place without being opened again.</summary>
    public bool StandsAt(long position) => _position == position;

    /// <summary>The stream, standing at this place.</summary>
    public async Task<Stream> AtAsync(long position, CancellationToken cancel)
    {
        if (_stream is not null && _position == position) return _stream;
        try
        {
            await DisposeAsync().ConfigureAwait(false);
            _stream = await open(cancel).ConfigureAwait(false);
            await SkipAsync(position, cancel).ConfigureAwait(false);
            return _stream;
        }
        catch (Exception e)
        {
            Failure = e;
            throw;
        }
    }

    /// <summary>Throws what the content threw.</summary>
    public void Fail(Exception failure)
    {
        Failure = failure;
        ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>So much was read of it.</summary>
    public void Moved(long bytes) => _position += bytes;

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null) await _stream.DisposeAsync().ConfigureAwait(false);
        (_stream, _position) = (null, 0);
    }

    private async Task SkipAsync(long bytes, CancellationToken cancel)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (_position < bytes)
            {
                var read = await _stream!.ReadAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, bytes - _position)), cancel).ConfigureAwait(false);
                if (read == 0) throw new RegistryException($"the content to be pushed ended after {_position} bytes, and more of it had been read before");
                _position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
