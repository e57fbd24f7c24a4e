namespace Fairlead.Traffic.Cells;

/// <summary>What a table counts under a key.</summary>
internal struct CellCounts
{
    public long Requests;

    public long Bytes;

    public ClientRegisters Clients;

    /// <summary>Sums stop at the greatest number: so they are the same whatever the order.</summary>
    public void Add(long requests, long bytes)
    {
        Requests = Sum(Requests, requests);
        Bytes = Sum(Bytes, bytes);
    }

    /// <summary>Of two that are not negative.</summary>
    public static long Sum(long one, long another) => (long)Math.Min((ulong)one + (ulong)another, long.MaxValue);
}
