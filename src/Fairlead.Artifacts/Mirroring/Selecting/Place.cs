using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>
/// Where a source has blobs, and how early it is tried. One object for all blobs of a repository: with half a million of them, what each
/// has of its own counts.
/// </summary>
/// <param name="location">The place itself.</param>
/// <param name="source">Which of the run's sources it belongs to: earlier ones are tried first.</param>
/// <param name="order">Which of the source's places for the same thing.</param>
internal sealed class Place(BlobLocation location, int source, int order) : IComparable<Place>
{
    private readonly int _source = source;
    private readonly int _order = order;

    /// <summary>The place itself.</summary>
    public BlobLocation Location => location;

    /// <summary>The place as a list of one.</summary>
    public IReadOnlyList<BlobLocation> Alone { get; } = [location];

    /// <summary>The order to try in: the same in every run, whatever came first.</summary>
    public int CompareTo(Place? other)
    {
        if (other is null) return 1;
        var by = _source.CompareTo(other._source);
        if (by == 0) by = _order.CompareTo(other._order);
        if (by == 0) by = string.CompareOrdinal(Location.Source.Name, other.Location.Source.Name);
        return by != 0 ? by : string.CompareOrdinal(Location.Repository, other.Location.Repository);
    }
}
