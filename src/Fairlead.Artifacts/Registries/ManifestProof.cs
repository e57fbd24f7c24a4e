using Fairlead.Artifacts.Registries.Wire;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>Proves manifests against the digests that they go by.</summary>
internal static class ManifestProof
{
    /// <summary>
    /// Whether these bytes are what the digest names: by themselves, or, with a signed manifest of schema 1, by what was signed, as that is
    /// what registries give for its digest (Docker "Image Manifest V 2, Schema 1", "Signed Manifests").
    /// </summary>
    public static bool Holds(Digest digest, string mediaType, ReadOnlySpan<byte> content) =>
        Digest.Of(content) == digest || (MaySign(mediaType) && Schema1Payload.TryDigest(content, out var payload) && payload == digest);

    /// <summary>The digest that a manifest is known by when nobody has said one.</summary>
    public static Digest Of(string mediaType, ReadOnlySpan<byte> content) =>
        mediaType == DockerMediaType.SignedSchema1 && Schema1Payload.TryDigest(content, out var payload) ? payload : Digest.Of(content);

    // docker-registry and others send signed ones as plain schema 1 or as application/json, too.
    private static bool MaySign(string mediaType) => mediaType is DockerMediaType.SignedSchema1 or DockerMediaType.Schema1 or "application/json";
}
