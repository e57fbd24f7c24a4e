using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Cells;

/// <summary>The elements of <see cref="PartFormat"/> from a stream, each checked, and the hash of them. Room is taken in step with what has come.</summary>
/// <param name="from">The stream.</param>
/// <param name="name">What messages call it.</param>
internal sealed class PartInput(Stream from, string name) : IDisposable
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _header = new byte[PartFormat.HeaderLength];
    private readonly byte[] _piece = new byte[PartFormat.MaxText + (64 << 10)];
    private int _next;
    private int _filled;
    private long _before; // bytes of the file before the piece

    /// <summary>Reads the header; how many cells there are to be.</summary>
    public int Begin()
    {
        Take(_header.Length).CopyTo(_header);
        if (!_header.AsSpan().StartsWith(PartFormat.Magic)) throw new InvalidDataException($"{name}: not a part: it doesn't begin as one; name what 'traffic import' or 'traffic merge' wrote");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(_header.AsSpan(PartFormat.VersionOffset));
        if (version != PartFormat.Version) throw new InvalidDataException($"{name}: a part of version {version}, and this program reads version {PartFormat.Version}: import the logs anew");
        DropTaken(); // unhashed: its turn comes last
        var cells = BinaryPrimitives.ReadInt32LittleEndian(_header.AsSpan(PartFormat.CountOffset));
        return cells >= 0 ? cells : throw Wrong("more cells than a part may have");
    }

    public byte Byte() => _next < _filled ? _piece[_next++] : Take(1)[0];

    /// <summary>A number of at most so much.</summary>
    public long Varint(long most)
    {
        ulong value = Byte();
        if (value >= 0x80) value = Longer(value & 0x7F);
        return value <= (ulong)most ? (long)value : throw Wrong($"{value}, and at most {most} can stand here");
    }

    /// <summary>A time that may be missing.</summary>
    public long? OptionalTime() => Varint(LogCounts.LatestTime + 1) is not 0 and var value ? value - 1 : null;

    public ulong Fingerprint() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>A text that may be missing.</summary>
    public string? OptionalText() => Varint(PartFormat.MaxText + 1) is not 0 and var length ? Text(Take((int)length - 1)) : null;

    public string Text() => Text(Take((int)Varint(PartFormat.MaxText)));

    /// <summary>Registers by index, none twice, each of a value that there can be.</summary>
    public void Registers(Span<ushort> registers)
    {
        var bytes = Take(registers.Length * sizeof(ushort));
        var last = -1;
        for (var i = 0; i < registers.Length; i++)
        {
            var register = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(ushort))..]);
            var index = register >> ClientRegisters.ValueBits;
            var value = register & ((1 << ClientRegisters.ValueBits) - 1);
            if (index <= last || value is 0 or > ClientRegisters.MostValue) throw Wrong("registers of clients that there can't be");
            last = index;
            registers[i] = register;
        }
    }

    /// <summary>Holds all that was read to the hash that follows, and nothing may follow that.</summary>
    public void End()
    {
        _hash.AppendData(_piece.AsSpan(0, _next));
        _hash.AppendData(_header);
        var right = _hash.GetHashAndReset(); // what is read from here on is hashed by nobody
        if (!Take(right.Length).SequenceEqual(right)) throw Wrong("its SHA-256 is another");
        if (_next < _filled || from.ReadByte() >= 0) throw Wrong("it goes on after its end");
    }

    public InvalidDataException Wrong(string what) =>
        new($"{name}: byte {_before + _next}: {what}: the part is damaged; fetch it again, or import the logs anew");

    public void Dispose()
    {
        _hash.Dispose();
        from.Dispose();
    }

    private string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("a text that is no UTF-8");
        }
    }

    /// <summary>The rest of a number. One way to write it only: a last byte of nothing is refused.</summary>
    private ulong Longer(ulong value)
    {
        for (var shift = 7; shift < 70; shift += 7)
        {
            var one = Byte();
            if (shift == 63 && one > 1) break;
            value |= (ulong)(one & 0x7F) << shift;
            if (one >= 0x80) continue;
            if (one == 0) throw Wrong("a number that is written longer than it is");
            return value;
        }
        throw Wrong("a number that is too large");
    }

    /// <summary>The next so many bytes, good until more are asked for. No more than a text may have.</summary>
    private ReadOnlySpan<byte> Take(int count)
    {
        if (_filled - _next < count) Fill(count);
        _next += count;
        return _piece.AsSpan(_next - count, count);
    }

    private void Fill(int count)
    {
        _hash.AppendData(_piece.AsSpan(0, _next));
        DropTaken();
        _filled += from.ReadAtLeast(_piece.AsSpan(_filled), count - _filled, throwOnEndOfStream: false);
        if (_filled < count) throw Wrong("it ends too early");
    }

    private void DropTaken()
    {
        _before += _next;
        _filled -= _next;
        _piece.AsSpan(_next, _filled).CopyTo(_piece);
        _next = 0;
    }
}
