using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fairlead.Traffic.Cells;

/// <summary>The elements of <see cref="PartFormat"/>, on their way into a file, and the hash of them.</summary>
/// <param name="to">A stream that can seek, at its start.</param>
internal sealed class PartOutput(Stream to) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _piece = new byte[64 << 10];
    private int _filled;

    /// <summary>Leaves room for the header.</summary>
    public void Begin() => to.Write(stackalloc byte[PartFormat.HeaderLength]);

    public void Byte(byte value)
    {
        Reserve(1);
        _piece[_filled++] = value;
    }

    public void Varint(long value)
    {
        Reserve(PartFormat.MaxVarint);
        var rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7) _piece[_filled++] = (byte)(rest | 0x80);
        _piece[_filled++] = (byte)rest;
    }

    public void Fingerprint(ulong value)
    {
        Reserve(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_piece.AsSpan(_filled), value);
        _filled += sizeof(ulong);
    }

    /// <summary>A number that may be missing; one below 0 is 0.</summary>
    public void Optional(long? value) => Varint(value is { } number ? Math.Clamp(number, 0, long.MaxValue - 1) + 1 : 0);

    /// <summary>A text that may be missing.</summary>
    public void Optional(string? text)
    {
        if (text is null) Varint(0);
        else Text(text, 1);
    }

    public void Text(string text) => Text(text, 0);

    public void Registers(ReadOnlySpan<ushort> registers)
    {
        Reserve(registers.Length * sizeof(ushort));
        foreach (var register in registers)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(_piece.AsSpan(_filled), register);
            _filled += sizeof(ushort);
        }
    }

    /// <summary>Writes the hash, and the header into its place.</summary>
    public void End(int cells)
    {
        Flush();
        Span<byte> header = stackalloc byte[PartFormat.HeaderLength];
        PartFormat.Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[PartFormat.VersionOffset..], PartFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[PartFormat.CountOffset..], cells);
        _hash.AppendData(header);
        to.Write(_hash.GetHashAndReset());
        to.Position = 0;
        to.Write(header);
    }

    public void Dispose() => _hash.Dispose();

    private void Text(string text, int more)
    {
        const int most = PartFormat.MaxText / 3; // no UTF-16 unit is more than three bytes
        var bytes = Encoding.UTF8.GetBytes(text.Length <= most ? text : text[..most]);
        Varint(bytes.Length + more);
        Reserve(bytes.Length);
        bytes.CopyTo(_piece, _filled);
        _filled += bytes.Length;
    }

    private void Reserve(int bytes)
    {
        if (_piece.Length - _filled < bytes) Flush();
    }

    private void Flush()
    {
        var filled = _piece.AsSpan(0, _filled);
        _hash.AppendData(filled);
        to.Write(filled);
        _filled = 0;
    }
}
