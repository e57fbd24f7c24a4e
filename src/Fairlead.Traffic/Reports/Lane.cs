using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>All traffic of a period from a backend to the clients of a provider, region and country: what has one price.</summary>
internal struct Lane
{
    /// <summary>Its key; what is no part of a lane is 0 in it.</summary>
    public required CellKey Place { get; init; }

    /// <summary>How many requests.</summary>
    public long Requests;

    /// <summary>Bytes sent.</summary>
    public long Bytes;

    /// <summary>In a <see cref="LaneList"/>, number of the next lane of the same hash, and 1; 0: there is none.</summary>
    internal int Next;

    /// <summary>The same for all lanes that differ in their period only.</summary>
    public readonly CellKey Way => new(Place.High << 16 >> 16, Place.Low);
}
