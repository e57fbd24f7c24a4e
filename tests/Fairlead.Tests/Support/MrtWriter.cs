using System.Buffers.Binary;
using Fairlead.Networks.Addresses;

namespace Fairlead.Tests.Support;

/// <summary>Writes MRT files as BGP collectors do: RFC 6396 section 4.3, RFC 8050 section 4.1.</summary>
internal sealed class MrtWriter(Stream to)
{
    private const uint Time = 1389628800;
    private const int TableDumpV2 = 13;

    private readonly NetworkBytes _body = new();
    private readonly NetworkBytes _header = new();
    private uint _sequence;

    /// <summary>A file in memory.</summary>
    public static byte[] File(Action<MrtWriter> write)
    {
        var file = new MemoryStream();
        write(new MrtWriter(file));
        return file.ToArray();
    }

    /// <summary>The table of peers. Addresses and lengths of ASNs alternate, as real ones are mixed.</summary>
    public MrtWriter Peers(params ReadOnlySpan<uint> asns)
    {
        _body.Clear();
        _body.UInt32(0xC0000201).UInt16(4).Bytes("test"u8).UInt16(asns.Length);
        for (var i = 0; i < asns.Length; i++)
        {
            bool isIPv6 = i % 2 == 1, isLong = i % 3 == 1 || asns[i] > ushort.MaxValue;
            _body.Byte((isIPv6 ? 1 : 0) | (isLong ? 2 : 0)).UInt32((uint)i).Zeros(isIPv6 ? 16 : 4);
            if (isLong) _body.UInt32(asns[i]);
            else _body.UInt16((int)asns[i]);
        }
        return Record(TableDumpV2, 1, _body.Written);
    }

    /// <summary>What peers say of a prefix; with path identifiers where the first of them has one.</summary>
    public MrtWriter Rib(string prefix, params ReadOnlySpan<MrtRoute> routes) => Rib(IpPrefix.Parse(prefix), routes);

    /// <inheritdoc cref="Rib(string, ReadOnlySpan{MrtRoute})"/>
    public MrtWriter Rib(IpPrefix prefix, params ReadOnlySpan<MrtRoute> routes)
    {
        Span<byte> address = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(address, prefix.IsIPv4 ? prefix.First.Bits << 96 : prefix.First.Bits);
        var hasPathIds = !routes.IsEmpty && routes[0].PathId is not null;

        _body.Clear();
        _body.UInt32(_sequence++).Byte(prefix.Length).Bytes(address[..((prefix.Length + 7) / 8)]).UInt16(routes.Length);
        foreach (var route in routes)
        {
            _body.UInt16(route.Peer).UInt32(Time);
            if (hasPathIds) _body.UInt32(route.PathId!.Value);
            _body.UInt16(route.Attributes.Length).Bytes(route.Attributes);
        }
        return Record(TableDumpV2, (prefix.IsIPv4, hasPathIds) switch { (true, false) => 2, (false, false) => 4, (true, true) => 8, _ => 10 }, _body.Written);
    }

    /// <summary>Any record.</summary>
    public MrtWriter Record(int type, int subtype, ReadOnlySpan<byte> body)
    {
        _header.Clear();
        _header.UInt32(Time).UInt16(type).UInt16(subtype).UInt32((uint)body.Length);
        to.Write(_header.Written);
        to.Write(body);
        return this;
    }
}
