using Fairlead.Networks.Lookup;

namespace Fairlead.Networks.Feeds;

/// <summary>A whole table in one file, as <c>networks compile</c> writes it: read into memory and served from without parsing.</summary>
internal static class SnapshotFeed
{
    /// <exception cref="FeedFormatException">It is no snapshot of this version, or a damaged one.</exception>
    public static FeedContent Parse(Stream content)
    {
        try
        {
            return new FeedContent([], 0) { Snapshot = NetworkTable.ReadSnapshot(content) };
        }
        catch (InvalidDataException e)
        {
            throw new FeedFormatException(e.Message);
        }
    }
}
