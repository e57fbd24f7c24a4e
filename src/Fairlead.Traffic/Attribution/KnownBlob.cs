using Fairlead.Formats.Oci;

namespace Fairlead.Traffic.Attribution;

/// <summary>What inventories say of a blob.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Image">Number of the name that it goes by, see <see cref="BlobIndex"/>.</param>
internal readonly record struct KnownBlob(Digest Digest, long Size, int Image);
