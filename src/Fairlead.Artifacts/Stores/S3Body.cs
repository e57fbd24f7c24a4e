namespace Fairlead.Artifacts.Stores;

/// <summary>The target of the copy of a body: passes on at once what it is given, but for the end of it.</summary>
/// <param name="doing">For messages.</param>
/// <param name="target">The connection.</param>
/// <param name="size">Of the whole.</param>
/// <param name="waitsForServer">Called with true before bytes go out, and with false after it.</param>
internal sealed class S3Body(string doing, Stream target, long size, Action<bool> waitsForServer) : Stream
{
    // As much as the connection gathers before it sends: the end of a small object goes out with its head, that of a large one is one call more.
    private const int MaxHeld = 4 << 10;

    private readonly byte[] _end = new byte[(int)Math.Min(size, MaxHeld)];
    private long _given;

    /// <summary>Whether it was the connection that failed.</summary>
    public bool HasFailed { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <summary>Bytes that were given.</summary>
    public override long Length => _given;

    /// <inheritdoc/>
    public override long Position
    {
        get => _given;
        set => throw new NotSupportedException();
    }

    /// <summary>Sends the end.</summary>
    public async ValueTask FinishAsync(CancellationToken cancel)
    {
        waitsForServer(true); // and so it stays until the answer
        await target.WriteAsync(_end, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > size - _given) throw new StoreException($"{doing}: the content is longer than the {size} bytes that were said: nothing was put", isTransient: false);
        var end = size - _end.Length;
        var now = (int)Math.Clamp(end - _given, 0, buffer.Length);
        if (now > 0)
        {
            try
            {
                waitsForServer(true);
                await target.WriteAsync(buffer[..now], cancellationToken).ConfigureAwait(false);
                waitsForServer(false);
            }
            catch
            {
                HasFailed = true;
                throw;
            }
        }
        if (now < buffer.Length) buffer.Span[now..].CopyTo(_end.AsSpan((int)(_given + now - end)));
        _given += buffer.Length;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
