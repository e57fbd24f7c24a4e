using System.Runtime.InteropServices;
using Fairlead.Formats.Oci;

namespace Fairlead.Demo.Mirrors;

/// <summary>
/// How often a mirror was asked for what, from the moment a request arrives: a test can so prove that many clients made one HEAD.
/// Safe for any number of threads. Past <see cref="Capacity"/> digests new ones count in the totals alone.
/// </summary>
public sealed class BlobCounts
{
    /// <summary>Far more than a test asks for by name; it bounds what a flood of random digests can fill.</summary>
    public const int Capacity = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Digest, (long Heads, long Gets)> _byDigest = [];
    private (long Heads, long Gets) _total;

    /// <summary>HEADs for any digest.</summary>
    public long Heads
    {
        get { lock (_lock) return _total.Heads; }
    }

    /// <summary>GETs for any digest.</summary>
    public long Gets
    {
        get { lock (_lock) return _total.Gets; }
    }

    /// <summary>HEADs for this digest.</summary>
    public long HeadsOf(Digest digest)
    {
        lock (_lock) return _byDigest.GetValueOrDefault(digest).Heads;
    }

    /// <summary>GETs for this digest.</summary>
    public long GetsOf(Digest digest)
    {
        lock (_lock) return _byDigest.GetValueOrDefault(digest).Gets;
    }

    /// <summary>Begins at zero again.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _byDigest.Clear();
            _total = default;
        }
    }

    internal void Add(Digest digest, bool isHead)
    {
        lock (_lock)
        {
            Count(ref _total, isHead);
            if (_byDigest.Count < Capacity || _byDigest.ContainsKey(digest))
                Count(ref CollectionsMarshal.GetValueRefOrAddDefault(_byDigest, digest, out _), isHead);
        }
    }

    private static void Count(ref (long Heads, long Gets) counts, bool isHead)
    {
        if (isHead) counts.Heads++;
        else counts.Gets++;
    }
}
