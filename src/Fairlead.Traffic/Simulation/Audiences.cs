using System.Collections.Concurrent;

namespace Fairlead.Traffic.Simulation;

/// <summary>Every audience, once. Thread-safe.</summary>
internal sealed class Audiences
{
    /// <summary>Feeds know some hundreds of regions and countries; a log that claims more claims junk.</summary>
    public const int Most = 1 << 16;

    private readonly ConcurrentDictionary<(string? Provider, string? Region, string? Country), Audience> _audiences = new();
    private int _count;

    /// <summary>The audience of these clients.</summary>
    public Audience Of(string? provider, string? region, string? country)
    {
        var key = (provider, region, country);
        if (_audiences.TryGetValue(key, out var known)) return known;
        return Interlocked.Increment(ref _count) <= Most
            ? _audiences.GetOrAdd(key, static one => new Audience(one.Provider, one.Region, one.Country))
            : Audience.Other;
    }
}
