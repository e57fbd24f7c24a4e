using Fairlead.Formats.Streams;

namespace Fairlead.Cli.Reporting;

/// <summary>
/// A stream whose reader, who reads without <c>await</c>, is let go at once when the work is to end: a terminal or another program at the far end of a pipe may
/// never say anything again.
/// </summary>
internal sealed class InterruptibleStream(Stream stream, CancellationToken cancel) : ForwardStream
{
    private const int PieceBytes = 256 << 10;

    // Of its own: a read that nobody waits for any more still writes somewhere.
    private readonly byte[] _piece = new byte[PieceBytes];
    private int _next;
    private int _end;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_next == _end)
        {
            _next = 0;
            _end = Task.Run(async () => await stream.ReadAsync(_piece, cancel).ConfigureAwait(false), cancel).WaitAsync(cancel).GetAwaiter().GetResult();
        }
        var count = Math.Min(buffer.Length, _end - _next);
        _piece.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) stream.Dispose();
        base.Dispose(disposing);
    }
}
