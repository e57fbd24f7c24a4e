namespace Fairlead.Traffic.Cells;

/// <summary>
/// Counts by key: requests, bytes, and a sketch of how many clients (<see cref="ClientSketch"/>). For one thread. It grows with what is distinct in it: whoever fills it
/// writes it out as a part when <see cref="Count"/> says that it has grown large enough, and begins another.
/// </summary>
public sealed class CellTable(CellNames names)
{
    /// <summary>What its keys are numbers of.</summary>
    public CellNames Names => names;

    /// <summary>How many cells.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary>Counts one request.</summary>
    /// <param name="key">Under what.</param>
    /// <param name="bytes">Bytes sent.</param>
    /// <param name="client">The client's address hashed under the salt (<see cref="Salt.Of"/>); 0 when not known.</param>
    public void Add(CellKey key, long bytes, ulong client) => throw new NotImplementedException();

    /// <summary>Forgets every cell, and keeps the names.</summary>
    public void Clear() => throw new NotImplementedException();
}
