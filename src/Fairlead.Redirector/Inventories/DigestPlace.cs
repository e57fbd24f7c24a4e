using Fairlead.Formats.Oci;

namespace Fairlead.Redirector.Inventories;

/// <summary>Where a digest is in a universe. Candidates share one, so that the second and the third need no search of their own.</summary>
internal struct DigestPlace
{
    private DigestUniverse? _universe;
    private int _index;

    /// <summary>Its place; negative when it is not there.</summary>
    public int In(DigestUniverse universe, in Digest digest)
    {
        if (ReferenceEquals(universe, _universe)) return _index;
        _index = universe.Find(digest);
        _universe = universe;
        return _index;
    }
}
