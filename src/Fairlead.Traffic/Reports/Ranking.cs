namespace Fairlead.Traffic.Reports;

/// <summary>The greatest by bytes, then requests, then name.</summary>
/// <param name="toSum">What a report shows of a sum.</param>
internal sealed class Ranking(Func<Measure, TrafficSum> toSum)
{
    /// <summary>The greatest of sums by number.</summary>
    /// <param name="sums">Those without a request are left out.</param>
    /// <param name="most">How many at the most.</param>
    /// <param name="nameOf">Name of a number; asked only for the greatest.</param>
    public IReadOnlyList<RankedItem> Of(Measure[] sums, int most, Func<int, string?> nameOf) =>
        Of(Enumerable.Range(0, sums.Length).Where(number => sums[number].Requests > 0).ToList(), number => sums[number], most, nameOf);

    /// <inheritdoc cref="Of(Measure[], int, Func{int, string?})"/>
    public IReadOnlyList<RankedItem> Of<T>(IReadOnlyCollection<T> keys, Func<T, Measure> sumOf, int most, Func<T, string?> nameOf)
    {
        // There may be a million: names are made only of those that are not smaller than the last one that has a place.
        var least = keys.Count <= most ? default : keys.Select(key => SizeOf(sumOf(key))).OrderDescending().ElementAt(most - 1);
        return
        [
            .. keys.Where(key => SizeOf(sumOf(key)).CompareTo(least) >= 0)
                .Select(key => (Name: nameOf(key), Sum: sumOf(key)))
                .OrderByDescending(one => SizeOf(one.Sum)).ThenBy(one => one.Name, StringComparer.Ordinal)
                .Take(most)
                .Select(one => new RankedItem(one.Name, toSum(one.Sum))),
        ];
    }

    private static (long Bytes, long Requests) SizeOf(in Measure sum) => (sum.Bytes, sum.Requests);
}
