using System.Buffers.Binary;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// The AS_PATH among a route's attributes (RFC 4271 section 4.3, confederations RFC 5065 section 3), as TABLE_DUMP_V2 has it: every ASN in
/// four bytes, whatever the peer spoke (RFC 6396 section 4.3.4). So AS4_PATH has nothing to add: it goes with a path of two-byte ASNs,
/// and who keeps four-byte ones has merged the two when the route came in, or has to discard it (RFC 6793 sections 4.1 and 4.2.3).
/// </summary>
internal static class AsPath
{
    private const int AttributeType = 2;
    private const int HasTwoByteLength = 0x10; // of an attribute's flags

    // Types of segments.
    private const int Set = 1;
    private const int Sequence = 2;
    private const int ConfederationSequence = 3;
    private const int ConfederationSet = 4;

    /// <summary>
    /// How the path ends, by its final segment, as for origin validation (RFC 6811 section 2); only that a set of one counts as that one.
    /// All attributes are walked over, since one that is longer than its room makes the rest of the file doubtful.
    /// </summary>
    /// <param name="attributes">The path attributes of a route.</param>
    /// <param name="origin">The AS that the path ends in, where it ends in one.</param>
    public static PathEnd EndOf(MrtCursor attributes, out uint origin)
    {
        var end = PathEnd.Missing;
        origin = 0;
        while (attributes.Left > 0)
        {
            var flags = attributes.ReadByte("the attribute's flags");
            var type = attributes.ReadByte("the attribute's type");
            int length = (flags & HasTwoByteLength) != 0
                ? attributes.ReadUInt16("the attribute's length")
                : attributes.ReadByte("the attribute's length");
            var value = attributes.ReadPart(length, "the attribute");
            // Of several the first counts: RFC 7606 section 3.
            if (type == AttributeType && end == PathEnd.Missing) end = EndOfSegments(value, out origin);
        }
        return end;
    }

    private static PathEnd EndOfSegments(MrtCursor segments, out uint origin)
    {
        var end = PathEnd.Empty;
        origin = 0;
        while (segments.Left > 0)
        {
            int type = segments.ReadByte("the path segment's type");
            int count = segments.ReadByte("the path segment's count");
            var ends = type switch
            {
                Sequence => PathEnd.As,
                Set => count == 1 ? PathEnd.As : PathEnd.Set,
                ConfederationSequence or ConfederationSet => PathEnd.Confederation,
                _ => throw segments.Wrong($"there is no path segment of type {type}", back: 2),
            };
            if (count == 0) continue; // it names nobody
            origin = BinaryPrimitives.ReadUInt32BigEndian(segments.Read(4 * count, "the path segment")[^4..]);
            end = ends;
        }
        return end;
    }
}
