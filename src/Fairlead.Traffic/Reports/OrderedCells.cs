namespace Fairlead.Traffic.Reports;

/// <summary>Cells in the order of periods and names, those of one key as one.</summary>
internal sealed class OrderedCells
{
    private readonly CellStore _cells;
    private readonly LanePricing _prices;
    private readonly PeriodSalts _salts;
    private readonly UInt128[] _keys;
    private readonly int[] _numbers;

    /// <summary>Puts them in order.</summary>
    public OrderedCells(ReportCells all, NameOrder order, LanePricing prices)
    {
        (_cells, _prices, _salts) = (all.Store, prices, all.Salts);
        var cells = all.Store;
        _keys = new UInt128[cells.Count];
        _numbers = new int[cells.Count];
        var isOrdered = true;
        for (var i = 0; i < cells.Count; i++)
        {
            (_keys[i], _numbers[i]) = (order.Of(cells[i].Key).Bits, i);
            isOrdered &= i == 0 || _keys[i - 1] <= _keys[i];
        }
        if (!isOrdered) Array.Sort(_keys, _numbers);
    }

    /// <summary>How many there are.</summary>
    public int Count()
    {
        var count = Math.Min(1, _keys.Length);
        for (var i = 1; i < _keys.Length; i++) count += _keys[i] == _keys[i - 1] ? 0 : 1;
        return count;
    }

    /// <summary>One after the other.</summary>
    public IEnumerable<MergedCell> Read()
    {
        var same = new List<MergedCell>();
        for (var i = 0; i < _keys.Length; i++)
        {
            same.Add(CellOf(_cells[_numbers[i]]));
            if (i + 1 < _keys.Length && _keys[i + 1] == _keys[i]) continue;
            yield return MergedCell.Of(same);
            same.Clear();
        }
    }

    private MergedCell CellOf(in StoredCell cell)
    {
        ref readonly var price = ref _prices[cell.Lane];
        var clients = _salts.IsOneOf(cell.Key.Period) ? _cells.ClientsOf(cell) : default;
        return new MergedCell(cell.Key, price.Of(cell.Requests, cell.Bytes), price.IsPriced, IsFolded: false, clients);
    }
}
