using Fairlead.Formats.Oci;

namespace Fairlead.SystemTests.Images;

/// <summary>An image, an index or an artifact in an <see cref="OciLayout"/>.</summary>
/// <param name="Digest">Of its manifest.</param>
/// <param name="Descriptor">What names it in an index, as JSON.</param>
/// <param name="Blobs">Configs and layers: all that is asked for at <c>/blobs/</c>, each once.</param>
internal sealed record MadeImage(Digest Digest, string Descriptor, IReadOnlyList<Digest> Blobs)
{
    /// <summary>Digest and algorithm as tags of signatures and referrers have it (distribution specification, "Referrers Tag Schema").</summary>
    public string TagName => $"sha256-{Digest.Hex}";
}
