namespace Fairlead.Networks.Lookup;

/// <summary>What a section of a snapshot holds, in the order of the file.</summary>
internal enum SnapshotSection
{
    /// <summary>Slots of the <see cref="Ipv4Index"/>: int32.</summary>
    SlotsV4,

    /// <summary>Root of the <see cref="Ipv6Index"/>: int32.</summary>
    RootV6,

    /// <summary>Its nodes: <see cref="Ipv6Node"/>.</summary>
    NodesV6,

    /// <summary>Its leaves: int32.</summary>
    LeavesV6,

    /// <summary>Starts of its sorted list: 128 bits.</summary>
    DeepStartsV6,

    /// <summary>Values of its sorted list: int32.</summary>
    DeepValuesV6,

    /// <summary>Facts: <see cref="FactsRow"/>.</summary>
    Rows,

    /// <summary>Claims of networks, five int32 each: network, region, source and owner, by number of text (0 is none), and trust.</summary>
    Networks,

    /// <summary>Claims of ASNs, two int32 each: ASN, source.</summary>
    Asns,

    /// <summary>Claims of countries, three int32 each: country, source, trust.</summary>
    Countries,

    /// <summary>Where in <see cref="Texts"/> each text ends, from number 1 up: int32.</summary>
    TextEnds,

    /// <summary>UTF-8.</summary>
    Texts,

    /// <summary>ASNs with a name, ascending: uint32.</summary>
    NamedAsns,

    /// <summary>Where in <see cref="Names"/> the name of each ends: int32.</summary>
    NameEnds,

    /// <summary>UTF-8.</summary>
    Names,

    /// <summary>How many IPv4 and IPv6 prefixes there were: two int32.</summary>
    Counts,
}
