namespace Fairlead.Networks.Feeds;

/// <summary>What a MaxMind DB says of itself, at its end.</summary>
/// <param name="Nodes">Nodes of the search tree, which begins with the file; at least one.</param>
/// <param name="RecordBits">Bits of a record, of which a node has two: 24, 28 or 32.</param>
/// <param name="IsIPv6">Whether the tree has the bits of IPv6 addresses, or those of IPv4 alone.</param>
/// <param name="At">Where the metadata begins, and the data ends.</param>
internal sealed record MmdbMetadata(int Nodes, int RecordBits, bool IsIPv6, int At)
{
    private const int MaxBytes = 128 << 10; // the specification's limit, marker included

    private const int Separator = 16;

    private static ReadOnlySpan<byte> Marker =>
        [0xAB, 0xCD, 0xEF, (byte)'M', (byte)'a', (byte)'x', (byte)'M', (byte)'i', (byte)'n', (byte)'d', (byte)'.', (byte)'c', (byte)'o', (byte)'m'];

    /// <summary>Where the data begins: after the tree and the separator.</summary>
    public int Data => (int)TreeBytes + Separator;

    private long TreeBytes => (long)Nodes * (RecordBits / 4);

    /// <exception cref="FeedFormatException">It is not there, or does not fit the file.</exception>
    public static MmdbMetadata Read(byte[] file)
    {
        var from = Math.Max(0, file.Length - MaxBytes);
        var at = file.AsSpan(from).LastIndexOf(Marker);
        if (at < 0) throw MmdbFeed.Wrong(file.Length, "no metadata before the end of the file: it is not a MaxMind DB, or not all of it");
        at += from;

        var section = new MmdbSection(file, at + Marker.Length, file.Length);
        uint? nodes = null, recordBits = null, version = null, major = null;
        var map = section.Read(section.Start);
        if (map.Type != MmdbType.Map) throw MmdbFeed.Wrong(section.Start, "the metadata is not a map");
        new MmdbSectionCheck(section).Check(section.Start);
        foreach (var (key, value) in section.Pairs(map))
        {
            var name = section.Payload(key);
            if (name.SequenceEqual("node_count"u8)) nodes = section.UInt32(value, "node_count");
            else if (name.SequenceEqual("record_size"u8)) recordBits = section.UInt32(value, "record_size");
            else if (name.SequenceEqual("ip_version"u8)) version = section.UInt32(value, "ip_version");
            else if (name.SequenceEqual("binary_format_major_version"u8)) major = section.UInt32(value, "binary_format_major_version");
        }
        if (nodes is null || recordBits is null || version is null || major is null)
            throw MmdbFeed.Wrong(section.Start, "the metadata lacks node_count, record_size, ip_version or binary_format_major_version");
        if (major != 2) throw MmdbFeed.Wrong(section.Start, $"it is of version {major} of the format; only 2 is known");
        if (recordBits is not (24 or 28 or 32)) throw MmdbFeed.Wrong(section.Start, $"record_size is {recordBits}, not 24, 28 or 32");
        if (version is not (4 or 6)) throw MmdbFeed.Wrong(section.Start, $"ip_version is {version}, not 4 or 6");
        if (nodes == 0 || (nodes.Value * (recordBits.Value / 4L)) + Separator > at)
            throw MmdbFeed.Wrong(section.Start, $"node_count is {nodes}: the file has no place for as many nodes, or there is none");

        var metadata = new MmdbMetadata((int)nodes, (int)recordBits, version == 6, at);
        // It is there to tell that one side has not run into the other.
        if (file.AsSpan((int)metadata.TreeBytes, Separator).ContainsAnyExcept((byte)0))
            throw MmdbFeed.Wrong((int)metadata.TreeBytes, "no 16 zero bytes between tree and data: node_count or record_size is wrong");
        return metadata;
    }
}
