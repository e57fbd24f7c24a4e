using Fairlead.Formats.Streams;

namespace Fairlead.Tests.Support;

/// <summary>A stream that can't be sought in, and gives less than it is asked for, as those that unpack do.</summary>
internal sealed class TricklingStream(byte[] content) : ForwardStream
{
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        var read = Math.Min((buffer.Length + 1) / 2, content.Length - _position);
        content.AsSpan(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }
}
