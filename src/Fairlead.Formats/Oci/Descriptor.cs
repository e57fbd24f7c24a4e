namespace Fairlead.Formats.Oci;

/// <summary>What a manifest or an index says of a thing that it refers to (OCI image specification 1.1, descriptor.md).</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="Digest">What its bytes hash to.</param>
/// <param name="Size">How many bytes it has; -1 in Docker's schema 1, which doesn't say.</param>
public sealed record Descriptor(string MediaType, Digest Digest, long Size)
{
    /// <summary>Bytes at the most: above what any store takes as one object, and so little that nobody's arithmetic overflows with it.</summary>
    public const long MaxSize = 1L << 50;

    /// <summary>What it runs on; in an index only.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Where else its bytes may be had: of layers that a registry may not distribute.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>Of a manifest that is no image: what it is. Null where nothing says so.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Whether it is a layer that registries are not to distribute, or need not hold: by its media type, or since it has URLs.</summary>
    public bool IsNonDistributable => Urls.Count > 0
        || MediaType.StartsWith(OciMediaType.NonDistributableLayer, StringComparison.Ordinal)
        || MediaType.StartsWith(DockerMediaType.ForeignLayer, StringComparison.Ordinal);
}
