namespace Fairlead.Tests.Traffic.ClickHouse;

/// <summary>Gives some bytes, and then can't be read any further: a connection that breaks.</summary>
internal sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("the connection was reset");

    public override int Read(Span<byte> buffer) => base.Read(buffer) is > 0 and var read ? read : throw new IOException("the connection was reset");
}
