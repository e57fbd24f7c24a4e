namespace Fairlead.Tests.Support;

/// <summary>Path attributes of BGP routes: RFC 4271 section 4.3.</summary>
internal static class BgpAttributes
{
    public const int Origin = 1;
    public const int AsPath = 2;
    public const int NextHop = 3;

    private const int Transitive = 0x40;
    private const int HasTwoByteLength = 0x10;

    /// <summary>What every IPv4 route has, with this path.</summary>
    public static byte[] Usual(params ReadOnlySpan<PathSegment> segments)
    {
        var bytes = new NetworkBytes();
        Add(bytes, Origin, [0]);
        AddPath(bytes, segments);
        Add(bytes, NextHop, [192, 0, 2, 1]);
        return bytes.ToArray();
    }

    /// <summary>Adds an attribute, with a length of one byte where that is enough.</summary>
    public static void Add(NetworkBytes to, int type, ReadOnlySpan<byte> value)
    {
        if (value.Length > byte.MaxValue) to.Byte(Transitive | HasTwoByteLength).Byte(type).UInt16(value.Length);
        else to.Byte(Transitive).Byte(type).Byte(value.Length);
        to.Bytes(value);
    }

    /// <summary>Adds an AS_PATH of four-byte ASNs, with a length of two bytes, as most collectors have it.</summary>
    public static void AddPath(NetworkBytes to, params ReadOnlySpan<PathSegment> segments)
    {
        var length = 0;
        foreach (var segment in segments) length += 2 + (4 * segment.Asns.Length);
        to.Byte(Transitive | HasTwoByteLength).Byte(AsPath).UInt16(length);
        foreach (var segment in segments)
        {
            to.Byte(segment.Type).Byte(segment.Asns.Length);
            foreach (var asn in segment.Asns) to.UInt32(asn);
        }
    }
}
