using Fairlead.Artifacts.Sampling;

namespace Fairlead.Artifacts.Probing;

/// <summary>Which blobs are probed: the smallest, the largest, and others by chance.</summary>
public static class ProbeSample
{
    /// <summary>Chooses so many, or all where there are no more.</summary>
    /// <param name="blobs">Each digest once.</param>
    /// <param name="count">How many; the largest comes before the smallest where it is one.</param>
    /// <param name="seed">The same seed makes the same choice.</param>
    /// <returns>The smallest first.</returns>
    public static IReadOnlyList<ProbedBlob> Choose(IReadOnlyList<ProbedBlob> blobs, int count, ulong seed)
    {
        if (blobs.Count == 0 || count <= 0) return [];
        // The largest is where a proxy's limits and a mirror's multipart uploads show; the smallest is a config, or nothing at all.
        var ends = new[] { blobs.MaxBy(blob => blob.Size)!, blobs.MinBy(blob => blob.Size)! }.DistinctBy(blob => blob.Digest).Take(count).ToList();
        var others = blobs.Where(blob => ends.TrueForAll(end => end.Digest != blob.Digest));
        return [.. ends.Concat(DigestSample.Choose(others, blob => blob.Digest, count - ends.Count, seed)).OrderBy(blob => blob.Size)];
    }
}
