using Fairlead.Formats.Streams;

namespace Fairlead.Traffic.Importing;

/// <summary>A stream that tells how many bytes were read from it.</summary>
/// <param name="inner">The stream; it stays the caller's.</param>
/// <param name="count">Is told of every read.</param>
internal sealed class CountedStream(Stream inner, Action<int> count) : ForwardStream
{
    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        count(read);
        return read;
    }
}
