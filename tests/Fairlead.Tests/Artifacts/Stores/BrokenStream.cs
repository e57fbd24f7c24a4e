using Fairlead.Formats.Streams;

namespace Fairlead.Tests.Artifacts.Stores;

/// <summary>A content that can't be sought in, and fails after its bytes, as that of a source which died.</summary>
internal sealed class BrokenStream(byte[] content, Exception failure) : ForwardStream
{
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        if (_position == content.Length) throw failure;
        var read = Math.Min(buffer.Length, content.Length - _position);
        content.AsSpan(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }
}
