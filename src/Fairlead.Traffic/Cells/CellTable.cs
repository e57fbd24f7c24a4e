namespace Fairlead.Traffic.Cells;

/// <summary>
/// Counts by key: requests, bytes, and a sketch of how many clients (<see cref="ClientSketch"/>). For one thread. It grows with what is distinct in it: whoever fills it
/// writes it out as a part when <see cref="Count"/> says that it has grown large enough, and begins another. Sums stop at the greatest number that there is: a log may say
/// anything of a line's bytes.
/// </summary>
/// <remarks>Open addressing: a cell is one place in memory, and a table is larger than any cache. A dictionary looks at two.</remarks>
public sealed class CellTable(CellNames names)
{
    private const int FirstSlots = 1 << 10;

    private CellSlot[] _slots = new CellSlot[FirstSlots]; // a power of two, at most three quarters of them filled

    /// <summary>What its keys are numbers of.</summary>
    public CellNames Names => names;

    /// <summary>How many cells.</summary>
    public int Count { get; private set; }

    /// <summary>Counts one request.</summary>
    /// <param name="key">Under what.</param>
    /// <param name="bytes">Bytes sent.</param>
    /// <param name="client">The client's address hashed under the salt (<see cref="Salt.Of"/>); 0 when not known.</param>
    public void Add(CellKey key, long bytes, ulong client)
    {
        ref var cell = ref Find(key);
        cell.Add(1, bytes);
        if (client != 0) cell.Clients.Add(client);
    }

    /// <summary>Adds up what was counted elsewhere, under these names.</summary>
    public void Add(in Cell other) => Find(other.Key).Add(other);

    /// <summary>Forgets every cell, and keeps the names.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    /// <summary>Names, and which of them its cells have.</summary>
    internal UsedNames UsedNames()
    {
        var used = Cells.UsedNames.None(names);
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (!slot.IsEmpty) used.Add(slot.Key);
        }
        return used;
    }

    /// <summary>Its cells by their keys in a union. What is in a cell is good until the next is asked for.</summary>
    internal IEnumerable<Cell> InOrder(KeyMap map)
    {
        var clients = new ushort[ClientSketch.Registers];
        foreach (var (key, place) in CellOrder.Sort(Places(map)))
        {
            var cell = _slots[place].Counts;
            yield return new(key, cell.Requests, cell.Bytes, clients.AsMemory(0, cell.Clients.CopyTo(clients)));
        }
    }

    private CellPlace[] Places(KeyMap map)
    {
        var places = new CellPlace[Count];
        var filled = 0;
        for (var place = 0; place < _slots.Length; place++)
        {
            if (!_slots[place].IsEmpty) places[filled++] = new(map.Map(_slots[place].Key), place);
        }
        return places;
    }

    /// <summary>The place of a key, which has none's requests where it is new: at least one is to be added at once.</summary>
    private ref CellCounts Find(CellKey key)
    {
        if (Count >= _slots.Length / 4 * 3) Grow();
        ref var slot = ref _slots[PlaceOf(key)];
        if (slot.IsEmpty)
        {
            slot.Key = key;
            Count++;
        }
        return ref slot.Counts;
    }

    private int PlaceOf(CellKey key)
    {
        var mask = _slots.Length - 1;
        var place = key.GetHashCode() & mask;
        while (!_slots[place].IsEmpty && _slots[place].Key != key) place = (place + 1) & mask;
        return place;
    }

    private void Grow()
    {
        var before = _slots;
        _slots = new CellSlot[2 * before.Length];
        foreach (ref readonly var slot in before.AsSpan())
        {
            if (!slot.IsEmpty) _slots[PlaceOf(slot.Key)] = slot;
        }
    }
}
