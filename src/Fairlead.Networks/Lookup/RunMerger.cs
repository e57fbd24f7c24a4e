using System.Numerics;

namespace Fairlead.Networks.Lookup;

/// <summary>Several lists of runs over one address space -> one list, cut wherever any of them is.</summary>
internal static class RunMerger
{
    public static AddressRuns<T> Merge<T>(ReadOnlySpan<AddressRuns<T>> lists, Combine combine)
        where T : unmanaged, IBinaryInteger<T>
    {
        var capacity = 0;
        foreach (var list in lists) capacity += list.Starts.Length;
        var merged = new AddressRuns<T>(capacity);

        Span<int> next = stackalloc int[lists.Length]; // the run of each list that has not begun yet
        Span<int> values = stackalloc int[lists.Length];
        next.Clear();
        values.Clear();
        for (T? start = T.Zero; start is { } at; start = NextStart(lists, next))
        {
            for (var i = 0; i < lists.Length; i++)
            {
                var starts = lists[i].Starts;
                if (next[i] < starts.Length && starts[next[i]] == at) values[i] = lists[i].Values[next[i]++];
            }
            merged.SetFrom(at, combine(values));
        }
        return merged;
    }

    private static T? NextStart<T>(ReadOnlySpan<AddressRuns<T>> lists, ReadOnlySpan<int> next)
        where T : unmanaged, IBinaryInteger<T>
    {
        T? least = null;
        for (var i = 0; i < lists.Length; i++)
        {
            var starts = lists[i].Starts;
            if (next[i] < starts.Length && (least is not { } found || starts[next[i]] < found)) least = starts[next[i]];
        }
        return least;
    }
}
