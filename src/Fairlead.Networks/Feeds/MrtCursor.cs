using System.Buffers.Binary;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// Reads a part of an MRT record from its front, numbers in network byte order. No length is believed: a part that is longer than what
/// holds it is refused, with its place in the file.
/// </summary>
/// <param name="bytes">The part.</param>
/// <param name="name">What messages call the part.</param>
/// <param name="record">The number of the record in the file, from 1.</param>
/// <param name="offset">Where in the file the part begins, from 0, as hex dumps count.</param>
internal ref struct MrtCursor(ReadOnlySpan<byte> bytes, string name, long record, long offset)
{
    private readonly long _end = offset + bytes.Length;
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => _rest.Length;

    public byte ReadByte(string what) => Read(1, what)[0];

    public ushort ReadUInt16(string what) => BinaryPrimitives.ReadUInt16BigEndian(Read(2, what));

    public uint ReadUInt32(string what) => BinaryPrimitives.ReadUInt32BigEndian(Read(4, what));

    /// <summary>The next bytes.</summary>
    public ReadOnlySpan<byte> Read(int length, string what)
    {
        if (length > _rest.Length) throw TooLong(length, what);
        var read = _rest[..length];
        _rest = _rest[length..];
        return read;
    }

    /// <summary>The next bytes, as a part to read for itself.</summary>
    public MrtCursor ReadPart(int length, string what)
    {
        var begin = _end - _rest.Length;
        return new MrtCursor(Read(length, what), what, record, begin);
    }

    /// <summary>The error that something is wrong just here, or so many bytes before it.</summary>
    public readonly FeedFormatException Wrong(string problem, int back = 0) => Wrong(record, _end - _rest.Length - back, problem);

    /// <summary>The error that something is wrong at a place.</summary>
    public static FeedFormatException Wrong(long record, long offset, string problem) =>
        new($"record {record}, byte offset {offset}: {problem}");

    // By itself, so that what is called for every field stays small.
    private readonly FeedFormatException TooLong(int length, string what) =>
        Wrong($"{what}: {length} bytes wanted, {_rest.Length} left of {name}");
}
