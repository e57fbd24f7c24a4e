using System.Security.Cryptography;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Sampling;

/// <summary>
/// A random choice of blobs that can be made again: of the same blobs and the same seed it is always the same, on every machine and in
/// whatever order they come, and a blob more or less changes one place of it at the most.
/// </summary>
public static class DigestSample
{
    /// <summary>The second key of the hash that orders the blobs; the seed is the first. Any odd number would do: this is the golden ratio's.</summary>
    private const ulong Key = 0x9E3779B97F4A7C15;

    /// <summary>Chooses so many, or all where there are no more. In memory stands the choice alone.</summary>
    /// <param name="items">What is chosen from.</param>
    /// <param name="digestOf">Its digest, each once.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another seed, another choice.</param>
    /// <returns>In the order of the hash, which is as good as none.</returns>
    public static IReadOnlyList<T> Choose<T>(IEnumerable<T> items, Func<T, Digest> digestOf, int count, ulong seed)
    {
        if (count <= 0) return [];
        var chosen = new PriorityQueue<T, ulong>(Comparer<ulong>.Create((left, right) => right.CompareTo(left))); // the first out is the last in order
        foreach (var item in items)
        {
            var rank = digestOf(item).KeyedHash(seed, Key);
            if (chosen.Count < count) chosen.Enqueue(item, rank);
            else chosen.EnqueueDequeue(item, rank);
        }
        var sample = new T[chosen.Count];
        for (var i = sample.Length - 1; i >= 0; i--) sample[i] = chosen.Dequeue();
        return sample;
    }

    /// <summary>A seed that nobody has chosen, short enough to be typed again.</summary>
    public static ulong NewSeed() => (ulong)RandomNumberGenerator.GetInt32(int.MaxValue);
}
