using Fairlead.Formats.Inventories;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Attribution;

/// <summary>What targets ask for: kind, image, and by inventories the repositories and sizes of digests. Immutable.</summary>
/// <param name="inventories">Any number; of those that have a digest, the first tells its size, and the first that knows a repository its name.</param>
public sealed class ContentBook(IReadOnlyList<Inventory> inventories)
{
    /// <summary>Image of a blob that is asked for by its digest alone and belongs to several repositories.</summary>
    public const string Shared = "(shared)";

    private readonly BlobIndex _blobs = new(inventories);

    /// <summary>Reads a target: its kind, the image's name as UTF-8 (empty when it has none), the size of its blob (-1 when not known). Allocates nothing.</summary>
    /// <param name="target">Path and query; may be anything.</param>
    public Content Read(ReadOnlySpan<byte> target)
    {
        var content = TargetPath.Read(target);
        if (content.Kind != ContentKind.Blob || content.Digest is not { } digest || !_blobs.TryFind(digest, out var blob)) return content;
        content.Size = blob.Size;
        if (content.Image.IsEmpty) content.Image = _blobs.NameOf(blob.Image);
        return content;
    }
}
