using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>All traffic of a period from a backend to the clients of a provider, region and country: what has one price.</summary>
internal struct Lane
{
    private static readonly UInt128 s_period = new(0xFFFF_0000_0000_0000, 0);

    /// <summary>Its key; what is no part of a lane is 0 in it.</summary>
    public required CellKey Place { get; init; }

    /// <summary>How many requests.</summary>
    public long Requests;

    /// <summary>Bytes sent.</summary>
    public long Bytes;

    /// <summary>The same for all lanes that differ in their period only.</summary>
    public readonly CellKey Way => new(Place.Bits & ~s_period);
}
