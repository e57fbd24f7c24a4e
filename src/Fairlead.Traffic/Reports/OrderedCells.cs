using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>Cells in the order of periods and names, those of one key as one.</summary>
internal sealed class OrderedCells
{
    private readonly CellStore _cells;
    private readonly LanePricing _prices;
    private readonly PeriodSalts _salts;
    private readonly CellKey[] _keys;
    private readonly int[] _numbers;

    /// <summary>Puts them in order.</summary>
    public OrderedCells(ReportCells all, NameOrder order, LanePricing prices)
    {
        (_cells, _prices, _salts) = (all.Store, prices, all.Salts);
        var cells = all.Store;
        _keys = new CellKey[cells.Count];
        _numbers = new int[cells.Count];
        var isOrdered = true;
        for (var i = 0; i < cells.Count; i++)
        {
            (_keys[i], _numbers[i]) = (order.Of(cells[i].Key), i);
            isOrdered &= i == 0 || _keys[i - 1].CompareTo(_keys[i]) <= 0;
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
        for (var (i, end) = (0, 0); i < _keys.Length; i = end)
        {
            end = i + 1;
            while (end < _keys.Length && _keys[end] == _keys[i]) end++;
            yield return end == i + 1 ? CellOf(_cells[_numbers[i]]) : SumOf(i, end);
        }
    }

    private MergedCell SumOf(int begin, int end)
    {
        var sum = new CellSum();
        for (var i = begin; i < end; i++) sum.Add(CellOf(_cells[_numbers[i]]));
        return sum.ToCell(_cells[_numbers[begin]].Key);
    }

    private MergedCell CellOf(in StoredCell cell)
    {
        ref readonly var price = ref _prices[cell.Lane];
        var clients = _salts.IsOneOf(cell.Key.Period) ? _cells.ClientsOf(cell) : default;
        return new MergedCell(cell.Key, price.Of(cell.Requests, cell.Bytes), price.IsPriced, IsFolded: false, clients);
    }
}
