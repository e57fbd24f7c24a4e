namespace Fairlead.Traffic.Cells;

/// <summary>The next cells of several sources, the least first: a binary heap of sources, by the keys of their cells. For one thread.</summary>
internal sealed class CellHeads : IDisposable
{
    private readonly IEnumerator<Cell>[] _heap;
    private int _count;
    private bool _isTaken; // the first has given its cell, and will be asked for another when that is no longer needed

    /// <param name="sources">Each in the order of its keys, none of them twice.</param>
    public CellHeads(IReadOnlyList<IEnumerable<Cell>> sources)
    {
        _heap = new IEnumerator<Cell>[sources.Count];
        foreach (var source in sources)
        {
            _heap[_count] = source.GetEnumerator();
            if (_heap[_count].MoveNext()) Rise(_count++);
        }
    }

    /// <summary>The least cell that was not taken yet, good until the next is; false when there is none.</summary>
    public bool TryTake(out Cell cell)
    {
        if (_isTaken) Advance();
        _isTaken = _count > 0;
        cell = _isTaken ? _heap[0].Current : default;
        return _isTaken;
    }

    /// <summary>Whether the next cell has the key of the one that was taken, and so is another source's.</summary>
    public bool IsNext(CellKey key) => (_count > 1 && KeyOf(1) == key) || (_count > 2 && KeyOf(2) == key);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var source in _heap) source?.Dispose();
    }

    private CellKey KeyOf(int place) => _heap[place].Current.Key;

    private void Advance()
    {
        if (!_heap[0].MoveNext())
        {
            _count--;
            (_heap[0], _heap[_count]) = (_heap[_count], _heap[0]);
        }
        Sink();
    }

    private void Rise(int place)
    {
        for (; place > 0 && KeyOf(place).CompareTo(KeyOf((place - 1) / 2)) < 0; place = (place - 1) / 2)
        {
            (_heap[place], _heap[(place - 1) / 2]) = (_heap[(place - 1) / 2], _heap[place]);
        }
    }

    private void Sink()
    {
        for (int place = 0, least; (least = LeastChild(place)) < _count && KeyOf(least).CompareTo(KeyOf(place)) < 0; place = least)
        {
            (_heap[place], _heap[least]) = (_heap[least], _heap[place]);
        }
    }

    private int LeastChild(int place)
    {
        var child = (2 * place) + 1;
        return child + 1 < _count && KeyOf(child + 1).CompareTo(KeyOf(child)) < 0 ? child + 1 : child;
    }
}
