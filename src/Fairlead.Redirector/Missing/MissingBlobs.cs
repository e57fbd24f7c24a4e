using Fairlead.Formats.Oci;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Deciding;
using Fairlead.Redirector.Presence;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Missing;

/// <summary>
/// The blobs that clients were sent upstream for because no mirror of theirs holds them: what to fill the mirrors with. Bounded, and
/// for strangers to fill: what is asked for once pushes out only what was asked for once, as long as there is such in its set of eight
/// (a set is found by a hash with a secret), and else takes one from the weight of the lightest (Misra and Gries, "Finding repeated
/// elements", 1982). Nobody waits: who finds a set taken leaves its request uncounted. Thread-safe.
/// </summary>
/// <param name="presence">Knows when a mirror holds it after all.</param>
/// <param name="clock">Tells what was asked for long ago.</param>
internal sealed class MissingBlobs(PresenceFinder presence, Clock clock)
{
    /// <summary>Blobs at the most; some 4 MB.</summary>
    public const int Capacity = Sets * Ways;

    private const int Sets = 1250;
    private const int Ways = 8;

    /// <summary>What nobody asked for in this time is none of today's traffic.</summary>
    private static readonly long s_keptMilliseconds = (long)TimeSpan.FromHours(6).TotalMilliseconds;

    private readonly PresenceSecret _secret = PresenceSecret.Create();
    private readonly MissingBlob?[] _blobs = new MissingBlob?[Capacity];
    private readonly int[] _isTaken = new int[Sets];

    /// <summary>Counts a request for a blob that none of these candidates holds.</summary>
    public void Add(in RegistryPath path, UpstreamTarget upstream, MirrorTarget[] candidates)
    {
        var name = WithoutPrefix(path.Repository, upstream.RepositoryPrefix);
        var set = (int)(_secret.Hash(path.Digest, (uint)string.GetHashCode(name)) % Sets);
        if (Interlocked.CompareExchange(ref _isTaken[set], 1, 0) != 0) return;
        try
        {
            var now = clock.Milliseconds;
            var blob = Find(Of(set), path.Digest, upstream.RepositoryPrefix, name, upstream.FirstHealthy.BaseUrl, now);
            if (blob is null) return;
            (blob.LastAsked, blob.Candidates) = (now, candidates);
            blob.Requests++;
            blob.Weight++;
        }
        finally
        {
            Volatile.Write(ref _isTaken[set], 0);
        }
    }

    /// <summary>Those that are still missing, as far as is known without asking: the most wanted first. What a candidate holds by now is let go.</summary>
    public IReadOnlyList<MissingBlobCount> List(int limit)
    {
        var counts = new List<MissingBlobCount>();
        var now = clock.Milliseconds;
        for (var set = 0; set < Sets; set++) Sweep(set, now, counts);
        counts.Sort(static (a, b) => a.Requests != b.Requests ? b.Requests.CompareTo(a.Requests) : a.Digest.CompareTo(b.Digest));
        return counts.Count <= limit ? counts : counts.GetRange(0, limit);
    }

    /// <summary>How many there are in the list.</summary>
    public int Count()
    {
        var count = 0;
        var now = clock.Milliseconds;
        for (var set = 0; set < Sets; set++) count += Sweep(set, now, null);
        return count;
    }

    /// <summary>Lets go what is old or held in a set; how many are left.</summary>
    private int Sweep(int set, long now, List<MissingBlobCount>? counts)
    {
        var left = 0;
        var spin = new SpinWait(); // a request has it for some hundred nanoseconds
        while (Interlocked.CompareExchange(ref _isTaken[set], 1, 0) != 0) spin.SpinOnce();
        try
        {
            foreach (ref var blob in Of(set))
            {
                if (blob is not null && (IsOld(blob, now) || IsHeld(blob, now))) blob = null;
                if (blob is null) continue;
                left++;
                counts?.Add(new MissingBlobCount(blob.Digest, blob.Repository, blob.Registry, blob.Requests));
            }
        }
        finally
        {
            Volatile.Write(ref _isTaken[set], 0);
        }
        return left;
    }

    private Span<MissingBlob?> Of(int set) => _blobs.AsSpan(set * Ways, Ways);

    private static bool IsOld(MissingBlob blob, long now) => now - blob.LastAsked > s_keptMilliseconds;

    private bool IsHeld(MissingBlob blob, long now)
    {
        foreach (var candidate in blob.Candidates)
        {
            if (presence.Peek(candidate.Site, blob.Digest, now) == PresenceAnswer.Present) return true;
        }
        return false;
    }

    /// <summary>The blob in its set, or a new one in the place of a lighter one; null when there is no room for it, or nobody could have it.</summary>
    private static MissingBlob? Find(Span<MissingBlob?> set, in Digest digest, string prefix, ReadOnlySpan<char> name, string registry, long now)
    {
        ref var lightest = ref set[0];
        foreach (ref var blob in set)
        {
            if (blob is not null && blob.Is(digest, prefix, name, registry)) return blob;
            if (WeightOf(blob, now) < WeightOf(lightest, now)) lightest = ref blob;
        }
        if (WeightOf(lightest, now) > 1)
        {
            lightest!.Weight--;
            return null;
        }
        var repository = prefix.Length == 0 ? name.ToString() : name.IsEmpty ? prefix : $"{prefix}/{name}";
        if (!RepositoryName.IsValid(repository)) return null; // too long together: no registry has it
        return lightest = new MissingBlob(digest, repository, prefix, registry);
    }

    private static long WeightOf(MissingBlob? blob, long now) => blob is null ? -1 : IsOld(blob, now) ? 0 : blob.Weight;

    /// <summary>As <see cref="UpstreamUrl.For"/>: a name that carries the prefix already gets no second one.</summary>
    private static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> name, string prefix) =>
        prefix.Length == 0 || !name.StartsWith(prefix, StringComparison.Ordinal) ? name
        : name.Length == prefix.Length ? default
        : name[prefix.Length] == '/' ? name[(prefix.Length + 1)..]
        : name;
}
