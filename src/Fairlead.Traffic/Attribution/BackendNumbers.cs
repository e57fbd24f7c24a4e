using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Attribution;

/// <summary>From what logs call a backend to its number, remembered: so that the book, which makes texts, is asked once a name. For one thread.</summary>
internal sealed class BackendNumbers(BackendBook book, CellNames names)
{
    private const int Unlearnt = -1;
    private const int ByTarget = -2;

    private readonly NameList _logged = new(CellKey.MostNames);
    private readonly List<int> _numbers = [];

    /// <summary>The number of a record's backend; 0 when it has none, or one that no backend can have.</summary>
    public int Of(ReadOnlySpan<byte> logged, ReadOnlySpan<byte> target)
    {
        if (logged.Length > BackendBook.MaxLength) return 0;
        var overflowed = _logged.Overflowed;
        var place = _logged.Add(logged);
        if (_logged.Overflowed != overflowed) return Ask(logged, target); // too many to be remembered
        while (_numbers.Count <= place) _numbers.Add(Unlearnt);
        if (_numbers[place] == Unlearnt) _numbers[place] = book.IsByTarget(logged) ? ByTarget : Ask(logged, target);
        return _numbers[place] == ByTarget ? Ask(logged, target) : _numbers[place];
    }

    private int Ask(ReadOnlySpan<byte> logged, ReadOnlySpan<byte> target) => book.Find(logged, target) is { } backend ? names.Add(backend) : 0;
}
