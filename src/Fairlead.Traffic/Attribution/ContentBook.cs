using Fairlead.Formats.Inventories;

namespace Fairlead.Traffic.Attribution;

/// <summary>What targets ask for: kind, image, and by inventories the repositories and sizes of digests. Immutable.</summary>
public sealed class ContentBook
{
    /// <param name="inventories">Any number; the first that has a digest is believed.</param>
    public ContentBook(IReadOnlyList<Inventory> inventories) => throw new NotImplementedException();

    /// <summary>Reads a target: its kind, the image's name as UTF-8 (empty when it has none), the size of its blob (-1 when not known).</summary>
    public Content Read(ReadOnlySpan<byte> target) => throw new NotImplementedException();
}
