namespace Fairlead.Redirector.Metrics;

/// <summary>What happened with a mirror, since the start or between two times.</summary>
/// <param name="CacheHits">Look-ups that the presence cache could answer.</param>
/// <param name="CacheMisses">Look-ups that it could not.</param>
/// <param name="InventoryAnswers">Look-ups that its inventory answered.</param>
/// <param name="Answers">HEADs that it answered with present or absent.</param>
/// <param name="Nanoseconds">The time that those took, together.</param>
internal readonly record struct MirrorTally(long CacheHits, long CacheMisses, long InventoryAnswers, long Answers, long Nanoseconds)
{
    /// <summary>Look-ups that needed no HEAD.</summary>
    public long Known => CacheHits + InventoryAnswers;

    /// <summary>All look-ups.</summary>
    public long LookUps => Known + CacheMisses;

    /// <summary>Average time to an answer; null when there was none.</summary>
    public double? AverageSeconds => Answers == 0 ? null : Nanoseconds / 1e9 / Answers;

    public static MirrorTally operator -(MirrorTally a, MirrorTally b) => new(
        a.CacheHits - b.CacheHits, a.CacheMisses - b.CacheMisses, a.InventoryAnswers - b.InventoryAnswers, a.Answers - b.Answers, a.Nanoseconds - b.Nanoseconds);
}
