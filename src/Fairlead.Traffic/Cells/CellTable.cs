using System.Runtime.InteropServices;

namespace Fairlead.Traffic.Cells;

/// <summary>
/// Counts by key: requests, bytes, and a sketch of how many clients (<see cref="ClientSketch"/>). For one thread. It grows with what is distinct in it: whoever fills it
/// writes it out as a part when <see cref="Count"/> says that it has grown large enough, and begins another. Sums stop at the greatest number that there is: a log may say
/// anything of a line's bytes.
/// </summary>
public sealed class CellTable(CellNames names)
{
    private readonly Dictionary<CellKey, CellCounts> _cells = [];

    /// <summary>What its keys are numbers of.</summary>
    public CellNames Names => names;

    /// <summary>How many cells.</summary>
    public int Count => _cells.Count;

    /// <summary>Counts one request.</summary>
    /// <param name="key">Under what.</param>
    /// <param name="bytes">Bytes sent.</param>
    /// <param name="client">The client's address hashed under the salt (<see cref="Salt.Of"/>); 0 when not known.</param>
    public void Add(CellKey key, long bytes, ulong client)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, key, out _);
        cell.Add(1, bytes);
        if (client != 0) cell.Clients.Add(client);
    }

    /// <summary>Adds up what was counted elsewhere, under these names.</summary>
    public void Add(in Cell other)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, other.Key, out _);
        cell.Add(other.Requests, other.Bytes);
        cell.Clients.Merge(other.Clients.Span);
    }

    /// <summary>Forgets every cell, and keeps the names.</summary>
    public void Clear() => _cells.Clear();

    /// <summary>Names, and which of them its cells have.</summary>
    internal UsedNames UsedNames() => Cells.UsedNames.By(names, _cells.Keys);

    /// <summary>Its cells by their keys in a union. What is in a cell is good until the next is asked for.</summary>
    internal IEnumerable<Cell> InOrder(KeyMap map)
    {
        var keys = new UInt128[_cells.Count];
        var counts = new CellCounts[_cells.Count];
        var filled = 0;
        foreach (var (key, cell) in _cells)
        {
            keys[filled] = map.Map(key).Bits;
            counts[filled++] = cell;
        }
        Array.Sort(keys, counts);
        var clients = new ushort[ClientSketch.Registers];
        for (var i = 0; i < keys.Length; i++)
        {
            var cell = counts[i];
            yield return new(new(keys[i]), cell.Requests, cell.Bytes, clients.AsMemory(0, cell.Clients.CopyTo(clients)));
        }
    }
}
