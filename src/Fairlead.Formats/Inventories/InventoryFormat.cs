namespace Fairlead.Formats.Inventories;

/// <summary>
/// The file that an inventory is kept in. Little-endian; <c>varint</c> is LEB128, seven bits a byte, the lowest first. Equal inventories are equal files.
/// </summary>
/// <remarks>
/// <code>
/// magic         8 bytes   "FLEADINV"
/// version       uint32    1
/// written       int64     seconds since 1970, UTC
/// repositories  uint32    how many names
/// lists         uint32    how many sets of repositories
/// blobs         uint32    how many blobs
/// then each name          length (1 byte), characters; in ordinal order, none twice
/// then each list          varint count; varint first index, then varint distances (1 and up) to the next index in the names
/// then each blob          digest (32 bytes), varint size, varint index in the lists; by digest, none twice
/// then the hash 32 bytes  SHA-256 of everything before
/// </code>
/// Blobs refer to a list because most of them share one with thousands: those of one image, and those of one repository.
/// </remarks>
internal static class InventoryFormat
{
    public const uint Version = 1;

    public const int HeaderLength = 32;

    public const int VersionOffset = 8;
    public const int WrittenOffset = 12;
    public const int RepositoriesOffset = 20;
    public const int ListsOffset = 24;
    public const int BlobsOffset = 28;

    /// <summary>Bytes of the longest number: 64 bits, seven a byte.</summary>
    public const int MaxVarint = 10;

    public static ReadOnlySpan<byte> Magic => "FLEADINV"u8;
}
