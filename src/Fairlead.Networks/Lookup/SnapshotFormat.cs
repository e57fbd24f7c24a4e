namespace Fairlead.Networks.Lookup;

/// <summary>
/// The file that a table is kept in: a header, then sections of numbers as they lie in memory, little-endian. What is read is
/// checked as a whole before any of it is used.
/// </summary>
/// <remarks>
/// <code>
/// magic      8 bytes   "FAIRLEAD"
/// version    uint32    1
/// sections   uint32    how many
/// length     uint64    of the whole file
/// hash       32 bytes  SHA-256 of everything after the header
/// then       uint64    the length in bytes of each section, in the order of <see cref="SnapshotSection"/>
/// then       the sections, one after the other
/// </code>
/// </remarks>
internal static class SnapshotFormat
{
    public const uint Version = 1;

    public const int HeaderLength = 56;

    /// <summary>The full ASN data of 2026 makes some 35 MB.</summary>
    public const long MaxLength = 1L << 30;

    public static ReadOnlySpan<byte> Magic => "FAIRLEAD"u8;
}
