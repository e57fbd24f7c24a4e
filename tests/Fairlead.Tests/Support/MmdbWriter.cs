using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Fairlead.Tests.Support;

/// <summary>Makes MaxMind DB files, right ones and wrong ones.</summary>
internal sealed class MmdbWriter(int recordBits = 24, bool isIPv6 = true)
{
    private const long Empty = -1;
    private const long FirstData = 1L << 40; // a record's value until the nodes are counted: this and the offset in the data section

    private readonly List<long[]> _nodes = [[Empty, Empty]];

    /// <summary>The data section so far.</summary>
    public List<byte> Data { get; } = [];

    /// <summary>The metadata; changed before the file is made, it says what it is told to. Without <c>node_count</c> the true one is put in.</summary>
    public Dictionary<string, object> Metadata { get; } = new()
    {
        ["binary_format_major_version"] = (ushort)2,
        ["binary_format_minor_version"] = (ushort)0,
        ["build_epoch"] = 1_785_313_625UL,
        ["database_type"] = "Fairlead-Test",
        ["description"] = new Dictionary<string, object> { ["en"] = "a test" },
        ["ip_version"] = (ushort)(isIPv6 ? 6 : 4),
        ["languages"] = new object[] { "en" },
        ["record_size"] = (ushort)recordBits,
    };

    /// <summary>How many nodes the tree has so far.</summary>
    public int Nodes => _nodes.Count;

    /// <summary>Appends a value to the data section.</summary>
    /// <returns>Where it stands in the section.</returns>
    public int Append(object value)
    {
        var at = Data.Count;
        MmdbValue.Write(Data, value);
        return at;
    }

    /// <summary>A prefix with data of its own.</summary>
    public MmdbWriter Add(string prefix, object value) => AddAt(prefix, Append(value));

    /// <summary>A prefix with data that are there already.</summary>
    public MmdbWriter AddAt(string prefix, long offset) => Set(prefix, FirstData + offset);

    /// <summary>A prefix whose record leads to the node of another one.</summary>
    public MmdbWriter Link(string prefix, string to)
    {
        var (bits, length) = Path(to);
        var node = 0;
        for (var depth = 0; depth < length; depth++) node = Child(node, Bit(bits, depth));
        return Set(prefix, node);
    }

    public byte[] ToBytes()
    {
        var bytes = new List<byte>();
        foreach (var node in _nodes) WriteNode(bytes, Final(node[0]), Final(node[1]));
        bytes.AddRange(new byte[16]);
        bytes.AddRange(Data);
        bytes.AddRange([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        var metadata = new Dictionary<string, object>(Metadata);
        metadata.TryAdd("node_count", (uint)_nodes.Count);
        MmdbValue.Write(bytes, metadata);
        return [.. bytes];
    }

    private MmdbWriter Set(string prefix, long record)
    {
        var (bits, length) = Path(prefix);
        var node = 0;
        for (var depth = 0; depth < length - 1; depth++) node = Child(node, Bit(bits, depth));
        _nodes[node][Bit(bits, length - 1)] = record;
        return this;
    }

    private int Child(int node, int side)
    {
        if (_nodes[node][side] == Empty)
        {
            _nodes[node][side] = _nodes.Count;
            _nodes.Add([Empty, Empty]);
        }
        return (int)_nodes[node][side];
    }

    // The bits of the tree, from the highest on.
    private (UInt128 Bits, int Length) Path(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = IPAddress.Parse(text[..slash]).GetAddressBytes();
        var length = int.Parse(text[(slash + 1)..], CultureInfo.InvariantCulture);
        if (address.Length == 16) return (BinaryPrimitives.ReadUInt128BigEndian(address), length);
        var bits = (UInt128)BinaryPrimitives.ReadUInt32BigEndian(address);
        return isIPv6 ? (bits, 96 + length) : (bits << 96, length);
    }

    private static int Bit(UInt128 bits, int depth) => (int)(bits >> (127 - depth)) & 1;

    private uint Final(long record) => (uint)(record switch
    {
        Empty => _nodes.Count,
        >= FirstData - 16 => _nodes.Count + 16 + (record - FirstData),
        _ => record,
    });

    private void WriteNode(List<byte> to, uint left, uint right)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(four, left);
        to.AddRange(recordBits == 32 ? four : four[1..]);
        if (recordBits == 28) to.Add((byte)(((left >> 24) << 4) | (right >> 24)));
        BinaryPrimitives.WriteUInt32BigEndian(four, right);
        to.AddRange(recordBits == 32 ? four : four[1..]);
    }
}
