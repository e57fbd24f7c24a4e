using Fairlead.Formats.Oci;
using Fairlead.Networks.Addresses;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Attribution;

/// <summary>A request of which everything is known but what large tables have to tell: who the client is, and whose blob a digest is.</summary>
internal struct PendingRequest
{
    /// <summary>What it is counted under, as far as is known.</summary>
    public CellKey Key;

    /// <summary>Bytes to count.</summary>
    public long Bytes;

    /// <summary>The client under the salt; 0 when not known.</summary>
    public ulong Client;

    /// <summary>Whether the client is to be looked up.</summary>
    public bool HasAddress;

    /// <summary>The client's address.</summary>
    public IpAddress Address;

    /// <summary>Index of the client's facts.</summary>
    public int Facts;

    /// <summary>The blob whose image is to be looked up; null: none.</summary>
    public Digest? Digest;
}
