using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>A blob while a walk goes on. Guarded by the lock of <see cref="WantedTable"/>.</summary>
internal sealed class WantedEntry(Digest digest)
{
    /// <summary>Places that are kept of one blob: where the first fails there are others, but not all thousand repositories with the same base.</summary>
    public const int MaxPlaces = 3;

    private const long Unknown = -1;
    private const long Contradicted = -2;

    private long _size = Unknown;
    private Place? _first;
    private Place[]? _others; // of most blobs there are none

    /// <summary>Its name.</summary>
    public Digest Digest => digest;

    /// <summary>
    /// Takes what a manifest says. Two that differ, in whatever order, leave the size unknown: one of them is wrong, and who can push a wrong
    /// manifest must not keep others' blobs from being copied.
    /// </summary>
    public void Say(long size)
    {
        if (size < 0 || size == _size) return;
        _size = _size == Unknown ? size : Contradicted;
    }

    /// <summary>Takes a place; of more than <see cref="MaxPlaces"/> the first in order are kept.</summary>
    public void Add(Place place)
    {
        if (_first is null)
        {
            _first = place;
            return;
        }
        List<Place> places = [_first, .. _others ?? []];
        if (places.Exists(known => known.CompareTo(place) == 0)) return;
        if (places.Count == MaxPlaces && places[^1].CompareTo(place) < 0) return;
        places.Add(place);
        places.Sort();
        _first = places[0];
        _others = [.. places.Skip(1).Take(MaxPlaces - 1)];
    }

    /// <summary>What came of it; null when it has no place.</summary>
    public WantedBlob? ToBlob()
    {
        if (_first is null) return null;
        IReadOnlyList<BlobLocation> locations = _others is null ? _first.Alone : [_first.Location, .. _others.Select(place => place.Location)];
        return new WantedBlob(digest, Math.Max(_size, Unknown), locations);
    }
}
