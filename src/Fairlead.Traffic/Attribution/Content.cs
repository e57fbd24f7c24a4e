using Fairlead.Formats.Oci;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Attribution;

/// <summary>What a target asks for. The span is good as long as the target and the book are.</summary>
public ref struct Content
{
    /// <summary>Nothing that has a name.</summary>
    public Content()
    {
    }

    /// <summary>Its kind.</summary>
    public ContentKind Kind;

    /// <summary>Repository, or folder of a release file, as UTF-8; empty when there is none.</summary>
    public ReadOnlySpan<byte> Image;

    /// <summary>The digest that it is asked for by; null: by none.</summary>
    public Digest? Digest;

    /// <summary>Size of the blob; -1 when not known.</summary>
    public long Size = -1;
}
