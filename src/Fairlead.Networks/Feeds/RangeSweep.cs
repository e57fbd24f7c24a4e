namespace Fairlead.Networks.Feeds;

/// <summary>
/// Makes ranges that don't overlap of those of one family of a file, as they come. Publishers write them by their first address. The inner one
/// of two counts, which is the one that begins later, and of two that begin at once the shorter; where it ends the outer one goes on. Ranges that are
/// alike but for what they say: the last. Once a range comes out of order, it and those after it are passed on as they are.
/// </summary>
/// <param name="take">Gets the ranges, each when the next one is added or at the end.</param>
internal sealed class RangeSweep(Action<RangeFact> take)
{
    /// <summary>Real tables nest nine deep; this bounds what a hostile one may have us keep.</summary>
    public const int Deepest = 64;

    private readonly List<RangeFact> _open = []; // begun and not ended, but for some that an inner one outlasts; the innermost last
    private UInt128 _at; // what is before it has been passed on
    private UInt128 _previous;

    /// <summary>Whether a range came after one that begins behind it.</summary>
    public bool IsOutOfOrder { get; private set; }

    /// <summary>Whether more ranges than there may be are within each other.</summary>
    public bool IsTooDeep => _open.Count > Deepest;

    /// <summary>Takes the next range of the file.</summary>
    /// <returns>Whether it overlaps one before it, as far as they are in order.</returns>
    public bool Add(in RangeFact range)
    {
        if (IsOutOfOrder || range.First < _previous)
        {
            Finish();
            IsOutOfOrder = true;
            take(range);
            return false;
        }
        _previous = range.First;
        PassOnTo(range.First);
        var overlaps = _open.Count > 0;
        if (!overlaps) _at = range.First;
        var place = _open.Count;
        while (place > 0 && _open[place - 1].First == range.First && _open[place - 1].Last < range.Last) place--;
        _open.Insert(place, range);
        return overlaps;
    }

    /// <summary>Passes on what is left, after the last range.</summary>
    public void Finish()
    {
        while (_open.Count > 0) EndInnermost();
    }

    private void PassOnTo(UInt128 next)
    {
        while (_open.Count > 0 && _open[^1].Last < next) EndInnermost();
        if (_open.Count == 0 || _at >= next) return;
        take(_open[^1] with { First = _at, Last = next - 1 });
        _at = next;
    }

    private void EndInnermost()
    {
        var inner = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (inner.Last < _at) return;
        take(inner with { First = _at });
        _at = inner.Last + 1;
        if (_at == 0) _open.Clear(); // it was the last address of all
    }
}
