using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;
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
        LookUp(ref content);
        return content;
    }

    /// <summary>Adds what inventories know of a blob: its size, and its image where it has none.</summary>
    internal void LookUp(ref Content content)
    {
        if (content.Kind != ContentKind.Blob || content.Digest is not { } digest || !_blobs.TryFind(digest, out var blob)) return;
        content.Size = blob.Size;
        if (content.Image.IsEmpty) content.Image = _blobs.NameOf(blob.Image);
    }

    /// <summary>Number of a blob's image among the book's own; 0 when not known.</summary>
    internal int ImageOf(in Digest digest) => _blobs.TryFind(digest, out var blob) ? blob.Image : 0;

    /// <summary>The name of that number, UTF-8; empty of 0.</summary>
    internal ReadOnlySpan<byte> NameOf(int image) => _blobs.NameOf(image);

    /// <summary>How many such numbers there are, 0 included.</summary>
    internal int KnownImages => _blobs.Names;
}
