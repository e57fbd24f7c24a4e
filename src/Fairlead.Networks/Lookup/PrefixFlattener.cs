using System.Numerics;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Lookup;

/// <summary>Nested prefixes of one trust level -> runs of addresses, each with the longest prefix that holds it.</summary>
internal static class PrefixFlattener
{
    /// <summary>
    /// The answer of one level for every address, as packed <see cref="PrefixMatch"/>es.
    /// </summary>
    /// <remarks>
    /// Longest match is all there is to it: region-less prefixes nested in regional ones would take the region away from
    /// their addresses, but no cloud's feed has any. In AWS's of 2026-07-29, 247 regional prefixes lie in GLOBAL ones and no
    /// GLOBAL prefix in a regional one; in Azure's, 11,944 of 12,362 prefixes are listed both with a region and without, and
    /// none is nested otherwise; in GCP's nothing is nested. Should one ever be, the more specific statement is the better one.
    /// </remarks>
    /// <param name="entries">The level's prefixes, in the order of <see cref="PrefixSorter"/>.</param>
    /// <param name="preferred">Of two claims of one prefix, the number of the one that counts, the first that was made given first.</param>
    public static AddressRuns<T> Flatten<T>(ReadOnlySpan<PrefixNumber<T>> entries, Func<int, int, int> preferred)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var runs = new AddressRuns<T>(2 * entries.Length);
        // The prefixes that the sweep is inside of, outermost first. They are nested: at most one a length.
        Span<(T Last, int Match)> open = stackalloc (T, int)[129];
        var depth = 0;

        for (var i = 0; i < entries.Length;)
        {
            ref readonly var entry = ref entries[i];
            var claim = (int)entry.Number;
            for (i++; i < entries.Length && entries[i].HasPrefixOf(entry); i++) claim = preferred(claim, (int)entries[i].Number);

            while (depth > 0 && open[depth - 1].Last < entry.First) Close(open, --depth, runs);
            var match = new PrefixMatch(claim, entry.Length).Packed;
            open[depth++] = (entry.Last, match);
            runs.SetFrom(entry.First, match);
        }
        while (depth > 0) Close(open, --depth, runs);
        return runs;
    }

    private static void Close<T>(ReadOnlySpan<(T Last, int Match)> open, int depth, AddressRuns<T> runs)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var last = open[depth].Last;
        if (last != T.MaxValue) runs.SetFrom(last + T.One, depth > 0 ? open[depth - 1].Match : 0);
    }
}
