namespace Fairlead.Traffic.Logs;

/// <summary>What was in the logs that were read. Two of them add up to that of both: nothing in it depends on the order of files.</summary>
public sealed record LogCounts
{
    /// <summary>Files, or objects of a bucket.</summary>
    public long Files { get; init; }

    /// <summary>Files that ended in the middle or were damaged; what they hold before that is counted.</summary>
    public long DamagedFiles { get; init; }

    /// <summary>Lines, of whatever kind.</summary>
    public long Lines { get; init; }

    /// <summary>Lines that are requests, once each.</summary>
    public long Requests { get; init; }

    /// <summary>Requests that were there before, by their id.</summary>
    public long Duplicates { get; init; }

    /// <summary>Lines that the format has for something else.</summary>
    public long Ignored { get; init; }

    /// <summary>Lines that are not what the format says, by format and problem, in ordinal order.</summary>
    public IReadOnlyList<BadLine> Bad { get; init; } = [];

    /// <summary>Time of the earliest request, in seconds since 1970; null without any.</summary>
    public long? First { get; init; }

    /// <summary>Time of the latest.</summary>
    public long? Last { get; init; }

    /// <summary>All bad lines.</summary>
    public long BadLines => CappedSum.Of(Bad.Select(bad => bad.Count));

    /// <summary>Those of both. Sums stop at the greatest number: a part may claim any.</summary>
    public LogCounts Plus(LogCounts other) => new()
    {
        Files = CappedSum.Of(Files, other.Files),
        DamagedFiles = CappedSum.Of(DamagedFiles, other.DamagedFiles),
        Lines = CappedSum.Of(Lines, other.Lines),
        Requests = CappedSum.Of(Requests, other.Requests),
        Duplicates = CappedSum.Of(Duplicates, other.Duplicates),
        Ignored = CappedSum.Of(Ignored, other.Ignored),
        Bad = BadLine.Merge([.. Bad, .. other.Bad]),
        First = Extreme(First, other.First, Math.Min),
        Last = Extreme(Last, other.Last, Math.Max),
    };

    private static long? Extreme(long? one, long? other, Func<long, long, long> choose) =>
        one is { } a && other is { } b ? choose(a, b) : one ?? other;
}
