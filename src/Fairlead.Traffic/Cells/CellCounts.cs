using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Cells;

/// <summary>What a table counts under a key.</summary>
internal struct CellCounts
{
    public long Requests;

    public long Bytes;

    public ClientRegisters Clients;

    public void Add(long requests, long bytes)
    {
        Requests = CappedSum.Of(Requests, requests);
        Bytes = CappedSum.Of(Bytes, bytes);
    }

    public void Add(in Cell other)
    {
        Add(other.Requests, other.Bytes);
        Clients.Merge(other.Clients.Span);
    }
}
