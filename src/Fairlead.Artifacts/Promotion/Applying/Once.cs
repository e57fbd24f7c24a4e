using System.Collections.Concurrent;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>Things that are done once, however many want them done: all get the same answer, or the same failure. Thread-safe.</summary>
internal sealed class Once<TKey, TAnswer>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TAnswer>>> _done = new();

    /// <summary>What came of it; <paramref name="ask"/> is called by the first who wants to know.</summary>
    public Task<TAnswer> GetAsync(TKey key, Func<Task<TAnswer>> ask) => _done.GetOrAdd(key, static (_, ask) => new Lazy<Task<TAnswer>>(ask), ask).Value;
}
