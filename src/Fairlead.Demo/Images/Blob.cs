using Fairlead.Formats.Oci;

namespace Fairlead.Demo.Images;

/// <summary>
/// Bytes with the name and the type that they are served under. Nothing checks that the digest is the content's own:
/// a test that wants a corrupt copy makes one. <see cref="Of"/> makes honest ones.
/// </summary>
public sealed record Blob(Digest Digest, string MediaType, ReadOnlyMemory<byte> Content)
{
    /// <summary>Bytes in the content.</summary>
    public int Size => Content.Length;

    /// <summary>These bytes under their own digest.</summary>
    public static Blob Of(string mediaType, ReadOnlyMemory<byte> content) =>
        new(Digest.Of(content.Span), mediaType, content);
}
