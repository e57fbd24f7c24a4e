namespace Fairlead.Artifacts.Mirroring.Copying.Reading;

/// <summary>
/// A blob as a destination's store reads it: forward only. <see cref="CopyToAsync"/> passes the chunks themselves on, so a store that uses it
/// saves a copy of every byte; <see cref="ReadAsync(Memory{byte}, CancellationToken)"/> copies into the store's memory.
/// </summary>
/// <param name="supply">Where the pieces come from.</param>
/// <param name="size">Bytes of the whole.</param>
/// <param name="advanced">Told of each piece that is taken.</param>
internal sealed class BlobStream(IChunkSupply supply, long size, Action<int> advanced) : Stream
{
    private Chunk? _chunk;
    private int _at;
    private long _given;
    private long _taken;

    /// <summary>Bytes of the pieces that were taken.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>Known, although there is no seeking: stores announce it.</summary>
    public override long Length => size;

    /// <inheritdoc/>
    public override long Position { get => _given; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || !await HasMoreAsync(cancellationToken).ConfigureAwait(false)) return 0;
        var count = Math.Min(buffer.Length, _chunk!.Length - _at);
        _chunk.Memory.Slice(_at, count).CopyTo(buffer);
        _at += count;
        _given += count;
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        while (await HasMoreAsync(cancellationToken).ConfigureAwait(false))
        {
            // A put may be given up while its connection is still sending: until it has done so the memory must not get another content.
            var chunk = _chunk!;
            chunk.Hold();
            try
            {
                await destination.WriteAsync(chunk.Memory[_at..], cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                chunk.Release();
            }
            _given += chunk.Length - _at;
            _at = chunk.Length;
        }
    }

    /// <summary>Only asynchronously: who waits for a source keeps a thread.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    private async ValueTask<bool> HasMoreAsync(CancellationToken cancel)
    {
        if (_chunk is not null && _at < _chunk.Length) return true;
        _chunk = await supply.NextAsync(cancel).ConfigureAwait(false);
        _at = 0;
        if (_chunk is null) return false;
        Volatile.Write(ref _taken, _taken + _chunk.Length);
        advanced(_chunk.Length);
        return true;
    }
}
