using Fairlead.Formats.Oci;

namespace Fairlead.Formats.Inventories;

/// <summary>A blob that a mirror holds.</summary>
/// <param name="Digest">Of the blob.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Repositories">Names of the repositories that it belongs to, in ordinal order; none when that is not known.</param>
public readonly record struct InventoryEntry(Digest Digest, long Size, IReadOnlyList<string> Repositories);
