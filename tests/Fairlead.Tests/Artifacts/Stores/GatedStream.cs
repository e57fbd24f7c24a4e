namespace Fairlead.Tests.Artifacts.Stores;

/// <summary>A content that can't be sought in, and gives nothing before its gate is opened.</summary>
internal sealed class GatedStream(Task gate, byte[] content) : Stream
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _position;

    /// <summary>Done when the first byte was asked for.</summary>
    public Task Asked => _asked.Task;

    public int Size => content.Length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _asked.TrySetResult();
        await gate.WaitAsync(cancellationToken);
        var read = Math.Min(buffer.Length, content.Length - _position);
        content.AsSpan(_position, read).CopyTo(buffer.Span);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
