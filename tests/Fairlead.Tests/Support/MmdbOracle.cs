using System.Buffers.Binary;
using System.Text;
using Fairlead.Networks.Addresses;

namespace Fairlead.Tests.Support;

/// <summary>
/// A slow reader of MaxMind DB files that shares nothing with the product's: it goes down the tree bit by bit for one address, and makes
/// objects of all that stands there. For good files only.
/// </summary>
internal sealed class MmdbOracle
{
    private readonly byte[] _file;
    private readonly long _nodes;
    private readonly int _recordBits;
    private readonly int _width;

    public MmdbOracle(byte[] file)
    {
        _file = file;
        var at = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xEF, .. "MaxMind.com"u8]) + 12;
        var metadata = (Dictionary<string, object>)Decode(ref at, at);
        _nodes = (long)(UInt128)metadata["node_count"];
        _recordBits = (int)(UInt128)metadata["record_size"];
        _width = (UInt128)metadata["ip_version"] == 6 ? 128 : 32;
    }

    /// <summary>What the file has for an address, and how many bits of the address led there; null for nothing.</summary>
    public (object Data, int Length)? Find(IpAddress address)
    {
        long record = 0;
        if (address.Width > _width) return null;
        for (var depth = 0; depth < _width; depth++)
        {
            // An IPv4 address in a tree of IPv6 ones is a number of 128 bits with many zeros, which is what it is here.
            var bit = (int)(address.Bits >> (_width - 1 - depth)) & 1;
            record = Record(record, bit);
            if (record == _nodes) return null;
            if (record < _nodes) continue;
            var data = (int)(_nodes * _recordBits / 4) + 16;
            var at = data + (int)(record - _nodes - 16);
            return (Decode(ref at, data), depth + 1 - (_width - address.Width));
        }
        throw new InvalidOperationException("the tree is too deep");
    }

    private long Record(long node, int side)
    {
        // As one number, the two are side by side, but for the 28 bits: there the middle byte's halves come first in each.
        var bytes = _file.AsSpan((int)(node * _recordBits / 4), _recordBits / 4);
        var record = bytes.Slice(side == 0 ? 0 : bytes.Length - (_recordBits / 8), _recordBits / 8);
        long number = 0;
        foreach (var one in record) number = (number << 8) | one;
        return _recordBits == 28 ? number | ((side == 0 ? bytes[3] & 0xF0L : (bytes[3] & 0x0FL) << 4) << 20) : number;
    }

    private object Decode(ref int at, int section)
    {
        int control = _file[at++], type = control >> 5;
        if (type == 1)
        {
            var extra = ((control >> 3) & 3) + 1;
            var offset = Number(ref at, extra);
            if (extra < 4) offset += (UInt128)((control & 7) << (8 * extra)) + (extra == 2 ? 2048u : extra == 3 ? 526336u : 0u);
            var there = section + (int)offset;
            return Decode(ref there, section);
        }
        if (type == 0) type = 7 + _file[at++];
        var size = control & 31;
        if (size > 28) size = (size == 29 ? 29 : size == 30 ? 285 : 65821) + (int)Number(ref at, size - 28);
        switch (type)
        {
            case 7:
                var map = new Dictionary<string, object>();
                for (; size > 0; size--) map.Add((string)Decode(ref at, section), Decode(ref at, section));
                return map;
            case 11:
                var values = new object[size];
                for (var i = 0; i < size; i++) values[i] = Decode(ref at, section);
                return values;
            case 14: return size == 1;
            case 5 or 6 or 9 or 10: return Number(ref at, size);
        }
        var payload = _file.AsSpan(at, size);
        at += size;
        return type switch
        {
            2 => Encoding.UTF8.GetString(payload),
            3 => BinaryPrimitives.ReadDoubleBigEndian(payload),
            15 => BinaryPrimitives.ReadSingleBigEndian(payload),
            _ => payload.ToArray(),
        };
    }

    private UInt128 Number(ref int at, int bytes)
    {
        UInt128 number = 0;
        for (; bytes > 0; bytes--) number = (number << 8) | _file[at++];
        return number;
    }
}
