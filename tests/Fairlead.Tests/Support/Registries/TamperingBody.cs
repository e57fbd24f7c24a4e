using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Support.Registries;

/// <summary>An answer's body on which something happens on its way.</summary>
internal sealed class TamperingBody(HttpContext context, Stream inner) : Stream
{
    private long _written;

    public long CutAfter { get; init; } = long.MaxValue;

    public long StallAfter { get; init; } = long.MaxValue;

    public long WrongAt { get; init; } = -1;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var left = Math.Min(CutAfter, StallAfter) - _written;
        var piece = buffer[..(int)Math.Min(left, buffer.Length)].ToArray();
        if (WrongAt >= _written && WrongAt < _written + piece.Length) piece[WrongAt - _written] ^= 1;
        await inner.WriteAsync(piece, cancellationToken);
        _written += piece.Length;
        if (piece.Length == buffer.Length) return;
        await inner.FlushAsync(cancellationToken);
        if (StallAfter <= _written) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        context.Abort();
        throw new ConnectionAbortedException();
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
