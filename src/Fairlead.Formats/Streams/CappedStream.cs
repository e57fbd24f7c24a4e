using System.Globalization;

namespace Fairlead.Formats.Streams;

/// <summary>A stream that fails when it goes on for longer than it may.</summary>
/// <param name="stream">Disposed of with this one.</param>
/// <param name="maxBytes">As many bytes may come.</param>
/// <param name="what">What the message begins with.</param>
internal sealed class CappedStream(Stream stream, long maxBytes, string what) : ForwardStream
{
    private long _read;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Count(stream.Read(buffer));

    /// <inheritdoc/>
    public override int ReadByte()
    {
        var one = stream.ReadByte();
        if (one >= 0) Count(1);
        return one;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) stream.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        _read += read;
        if (_read > maxBytes) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{what}it is larger than {maxBytes} bytes"));
        return read;
    }
}
