using System.Numerics;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Networks.Review;

/// <summary>One pass over the runs of several sources of one kind: what any two of them both know, and where they disagree.</summary>
internal sealed class OverlapSweep<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>, IUnsignedNumber<T>
{
    private readonly string[] _sources;
    private readonly Tally[] _pairs;
    private readonly List<int> _speaking = []; // the sources that know the addresses at hand

    private OverlapSweep(string[] sources) => (_sources, _pairs) = (sources, new Tally[sources.Length * sources.Length]);

    /// <summary>The pairs of sources that know any addresses in common, those that disagree the most first.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="sources">Their names.</param>
    /// <param name="statements">What each says, in the same order.</param>
    public static IEnumerable<SourceOverlap> Run(FactKind kind, string[] sources, AddressRuns<T>[] statements)
    {
        var sweep = new OverlapSweep<T>(sources);
        if (sources.Length > 1) sweep.Run(statements);
        return sweep.Overlaps(kind);
    }

    private void Run(AddressRuns<T>[] statements)
    {
        var at = new int[statements.Length];
        for (var first = T.Zero; ;)
        {
            var last = T.MaxValue;
            for (var i = 0; i < at.Length; i++) last = T.Min(last, Last(statements[i], at[i]));
            Add(statements, at, first, last);
            if (last == T.MaxValue) return;
            first = last + T.One;
            for (var i = 0; i < at.Length; i++)
            {
                if (Last(statements[i], at[i]) == last) at[i]++;
            }
        }
    }

    private void Add(AddressRuns<T>[] statements, int[] at, T first, T last)
    {
        _speaking.Clear();
        for (var i = 0; i < at.Length; i++)
        {
            if (statements[i].Values[at[i]] != 0) _speaking.Add(i);
        }
        for (var b = 1; b < _speaking.Count; b++)
        {
            for (var a = 0; a < b; a++)
            {
                var (i, j) = (_speaking[a], _speaking[b]);
                _pairs[(i * _sources.Length) + j].Add(first, last, agree: statements[i].Values[at[i]] == statements[j].Values[at[j]]);
            }
        }
    }

    private IEnumerable<SourceOverlap> Overlaps(FactKind kind)
    {
        var found = new List<SourceOverlap>();
        for (var pair = 0; pair < _pairs.Length; pair++)
        {
            var tally = _pairs[pair];
            if (tally.Both.IsZero) continue;
            found.Add(new SourceOverlap(
                _sources[pair / _sources.Length], _sources[pair % _sources.Length], kind, typeof(T) == typeof(uint), tally.Both, tally.Conflicting, tally.Example));
        }
        return found.OrderByDescending(overlap => overlap.Conflicting.Addresses).ThenByDescending(overlap => overlap.Both.Addresses);
    }

    private static T Last(AddressRuns<T> runs, int index) => index + 1 < runs.Starts.Length ? runs.Starts[index + 1] - T.One : T.MaxValue;

    private struct Tally
    {
        public AddressCount Both;
        public AddressCount Conflicting;
        public IpPrefix? Example;
        private T _lengthOfExample;

        public void Add(T first, T last, bool agree)
        {
            var count = AddressCount.Between(first, last);
            Both += count;
            if (agree) return;
            Conflicting += count;
            if (Example is not null && last - first <= _lengthOfExample) return;
            _lengthOfExample = last - first;
            Example = RangePrefixes.Of(first, last).Largest;
        }
    }
}
