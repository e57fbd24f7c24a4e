using System.Collections.Frozen;

namespace Fairlead.Redirector.Metrics;

/// <summary>The counters as they were at one time.</summary>
/// <param name="Milliseconds">When, by the process's clock.</param>
/// <param name="Requests">By provider and region; those without any are left out.</param>
/// <param name="Mirrors">By name.</param>
internal sealed record CountsReading(
    long Milliseconds, IReadOnlyDictionary<(string Provider, string Region), RequestTally> Requests, IReadOnlyDictionary<string, MirrorTally> Mirrors)
{
    /// <summary>Before anything was counted.</summary>
    public static CountsReading AtStart { get; } = new(0, FrozenDictionary<(string, string), RequestTally>.Empty, FrozenDictionary<string, MirrorTally>.Empty);
}
