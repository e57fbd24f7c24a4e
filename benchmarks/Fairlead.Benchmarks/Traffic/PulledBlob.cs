using Fairlead.Formats.Oci;

namespace Fairlead.Benchmarks.Traffic;

/// <summary>Something that clients pull.</summary>
/// <param name="Repository">Whose it is.</param>
/// <param name="Path">What comes after the repository in its path, as UTF-8: <c>blobs/sha256:...</c> or <c>manifests/...</c>.</param>
/// <param name="Digest">Its digest; null of a manifest by tag.</param>
/// <param name="Size">In bytes.</param>
internal sealed record PulledBlob(string Repository, byte[] Path, Digest? Digest, long Size);
