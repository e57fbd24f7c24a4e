using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>The blobs that a walk has found so far, each once. Thread-safe.</summary>
internal sealed class WantedTable
{
    /// <summary>Some ten times what registry.k8s.io has; beyond, somebody makes manifests to fill our memory.</summary>
    public const int MaxBlobs = 4_000_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Digest, WantedEntry> _entries = [];
    private readonly HashSet<Digest> _leftOut = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    /// <summary>The entry of a blob that a manifest names.</summary>
    /// <exception cref="FormatException">There are more than any honest registry has.</exception>
    public WantedEntry Note(Digest digest, long size)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(digest, out var entry))
            {
                if (_entries.Count == MaxBlobs) throw new FormatException($"more than {MaxBlobs} blobs in one run: split its sources");
                _entries.Add(digest, entry = new WantedEntry(digest));
            }
            entry.Say(size);
            return entry;
        }
    }

    /// <summary>Says where these can be had.</summary>
    public void Add(ReadOnlySpan<WantedEntry> entries, Place place)
    {
        lock (_lock)
        {
            foreach (var entry in entries) entry.Add(place);
        }
    }

    /// <summary>Counts a layer that may not be distributed.</summary>
    public void LeaveOut(Digest digest)
    {
        lock (_lock)
        {
            if (_leftOut.Count < MaxBlobs) _leftOut.Add(digest);
        }
    }

    /// <summary>All that have a place, in the order of their digests; and how many were left out and are not among them.</summary>
    public (IReadOnlyList<WantedBlob> Blobs, long LeftOut) Finish()
    {
        lock (_lock)
        {
            var blobs = new List<WantedBlob>(_entries.Count);
            foreach (var entry in _entries.Values)
            {
                if (entry.ToBlob() is not { } blob) continue;
                blobs.Add(blob);
                _leftOut.Remove(blob.Digest);
            }
            blobs.Sort(static (a, b) => a.Digest.CompareTo(b.Digest));
            return (blobs, _leftOut.Count);
        }
    }
}
