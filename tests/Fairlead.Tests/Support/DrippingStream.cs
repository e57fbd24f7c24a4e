namespace Fairlead.Tests.Support;

/// <summary>A stream that gives what it has in pieces of one byte up to some hundred, as pipes and decompressors may.</summary>
internal sealed class DrippingStream(byte[] content) : MemoryStream(content, writable: false)
{
    private int _piece;

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, Next()));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, Next())]);

    private int Next() => 1 + (_piece++ * 7 % 701);
}
