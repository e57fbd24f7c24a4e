using System.Numerics;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Networks.Review;

/// <summary>
/// One pass over the runs of two tables in one family, for one kind of facts: what each holder had and has, and what went from whom to
/// whom. Linear in the number of runs. One use each.
/// </summary>
internal sealed class DiffSweep<T>(HolderList holders, int[] holderBefore, int[] holderAfter)
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>, IUnsignedNumber<T>
{
    private readonly Dictionary<(int From, int To), Tally> _changes = [];
    private readonly AddressCount[] _before = new AddressCount[holders.Count];
    private readonly AddressCount[] _after = new AddressCount[holders.Count];
    private (int From, int To) _open; // the change that the addresses up to here are in; equal: none
    private T _openFrom;

    /// <summary>What each holder had, by number.</summary>
    public ReadOnlySpan<AddressCount> Before => _before;

    /// <summary>What each holder has, by number.</summary>
    public ReadOnlySpan<AddressCount> After => _after;

    public void Run(AddressRuns<T> before, AddressRuns<T> after)
    {
        int i = 0, j = 0;
        for (var first = T.Zero; ;)
        {
            var (lastBefore, lastAfter) = (Last(before, i), Last(after, j));
            var last = T.Min(lastBefore, lastAfter);
            Add(first, last, holderBefore[before.Values[i]], holderAfter[after.Values[j]]);
            if (last == T.MaxValue) break;
            first = last + T.One;
            if (lastBefore == last) i++;
            if (lastAfter == last) j++;
        }
        Close(T.MaxValue);
    }

    /// <summary>The changes, in no order.</summary>
    public IEnumerable<Change> Changes() => _changes.Select(change => new Change(
        HolderOrNone(change.Key.From), HolderOrNone(change.Key.To), typeof(T) == typeof(uint), change.Value.Addresses, change.Value.Prefixes, change.Value.Largest));

    private static T Last(AddressRuns<T> runs, int index) => index + 1 < runs.Starts.Length ? runs.Starts[index + 1] - T.One : T.MaxValue;

    private Holder? HolderOrNone(int number) => number == 0 ? null : holders[number];

    private void Add(T first, T last, int from, int to)
    {
        var count = AddressCount.Between(first, last);
        _before[from] += count;
        _after[to] += count;
        if (_open == (from, to)) return;
        if (first != T.Zero) Close(first - T.One);
        (_open, _openFrom) = ((from, to), first);
    }

    /// <summary>Ends the open change: addresses that differ in nothing else are one range, however many runs they are in.</summary>
    private void Close(T last)
    {
        if (_open.From == _open.To) return;
        var range = RangePrefixes.Of(_openFrom, last);
        var tally = _changes.GetValueOrDefault(_open);
        _changes[_open] = new(
            tally.Addresses + AddressCount.Between(_openFrom, last),
            tally.Prefixes + range.Count,
            tally.Prefixes == 0 || range.Largest.Length < tally.Largest.Length ? range.Largest : tally.Largest);
    }

    private readonly record struct Tally(AddressCount Addresses, int Prefixes, IpPrefix Largest);
}
