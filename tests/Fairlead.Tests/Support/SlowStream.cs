namespace Fairlead.Tests.Support;

/// <summary>Bytes that come in small pieces of changing size, so that every boundary falls everywhere.</summary>
internal sealed class SlowStream(byte[] content) : MemoryStream(content, writable: false)
{
    private int _piece;

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, Next()));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, Next())]);

    // 1, 8, 64, 512, 4096, then 1 again.
    private int Next() => 1 << (3 * (_piece++ % 5));
}
