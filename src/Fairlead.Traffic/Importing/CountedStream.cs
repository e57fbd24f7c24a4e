using Fairlead.Formats.Streams;

namespace Fairlead.Traffic.Importing;

/// <summary>A log on its way, and how much of it has come.</summary>
/// <param name="from">The log; it stays the caller's.</param>
/// <param name="counted">Told of each piece.</param>
internal sealed class CountedStream(Stream from, Action<int> counted) : ForwardStream
{
    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = from.Read(buffer);
        counted(read);
        return read;
    }
}
