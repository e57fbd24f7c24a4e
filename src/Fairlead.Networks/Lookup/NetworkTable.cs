using System.Runtime.CompilerServices;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Lookup;

/// <summary>
/// Address -> origin facts, by longest prefix of the most trusted source (request rule 9). Immutable; any number of threads
/// may read it. Made by a <see cref="NetworkTableBuilder"/>.
/// </summary>
public sealed class NetworkTable
{
    private readonly Ipv4Index _v4;
    private readonly Ipv6Index _v6;

    internal NetworkTable(Ipv4Index v4, Ipv6Index v6, FactsTable facts, AsnNames asnNames, int prefixesV4, int prefixesV6)
    {
        (_v4, _v6, Facts, AsnNames) = (v4, v6, facts, asnNames);
        (PrefixesV4, PrefixesV6) = (prefixesV4, prefixesV6);
    }

    /// <summary>The table that knows nothing.</summary>
    public static NetworkTable Empty { get; } = new NetworkTableBuilder().Build();

    /// <summary>
    /// Every distinct facts, the first <see cref="OriginFacts.None"/>; what <see cref="Find"/> gives is an index into it.
    /// Indices are this table's own: another table has others.
    /// </summary>
    public FactsTable Facts { get; }

    /// <summary>Names of the ASNs, where a source has them.</summary>
    public AsnNames AsnNames { get; }

    internal Ipv4Index V4 => _v4;

    internal Ipv6Index V6 => _v6;

    /// <summary>How many IPv4 prefixes were added: those of one kind of fact and one trust are counted once.</summary>
    public int PrefixesV4 { get; }

    /// <summary>How many IPv6 prefixes were added, counted likewise.</summary>
    public int PrefixesV6 { get; }

    /// <summary>Bytes that the search structures and the facts take; names come on top.</summary>
    public long SizeInBytes => _v4.SizeInBytes + _v6.SizeInBytes + ((long)Facts.Length * Unsafe.SizeOf<FactsRow>());

    /// <summary>Index into <see cref="Facts"/> of what is known of the address; 0 when nothing is. Allocates nothing.</summary>
    public int Find(IpAddress address) => address.IsIPv4 ? _v4.Find((uint)address.Low) : _v6.Find(address.High, address.Low);

    /// <summary><see cref="Find"/> for an IPv4 address as a number.</summary>
    public int FindV4(uint address) => _v4.Find(address);

    /// <summary><see cref="Find"/> for an IPv6 address as a number, taken as it is: an IPv4-mapped one is not mapped back.</summary>
    public int FindV6(UInt128 address) => _v6.Find((ulong)(address >> 64), (ulong)address);

    /// <summary>Writes the whole table as a snapshot, which <see cref="ReadSnapshot"/> reads. The same table gives the same bytes.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public void WriteSnapshot(Stream to) => SnapshotWriter.Write(this, to);

    /// <summary>Reads a snapshot into memory, and checks all of it.</summary>
    /// <exception cref="InvalidDataException">It is none, one of another version, or damaged; the message says where and what.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static NetworkTable ReadSnapshot(Stream from) => SnapshotReader.Read(from);
}
