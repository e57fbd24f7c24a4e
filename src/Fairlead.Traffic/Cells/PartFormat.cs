namespace Fairlead.Traffic.Cells;

/// <summary>
/// The file that a part is kept in. Little-endian; <c>varint</c> is LEB128, seven bits a byte, the lowest first; a text is a varint of its bytes and then UTF-8; something that may
/// be missing is a varint 0 where it is, and else its number, or its bytes, and one. Equal content is equal bytes: names are in ordinal order and only those that some cell has,
/// and cells are in the order of their keys.
/// </summary>
/// <remarks>
/// <code>
/// magic         8 bytes   "FLEADFAT"
/// version       uint32    1
/// cells         uint32    how many cells
/// then what the part says of itself
///   flags       byte      bit 0: periods are days; bit 1: it has a salt's fingerprint, in the 8 bytes that follow
///   upstream    text that may be missing
///   networks    varint that may be missing: as of when
///   unnamed     varint
///   logs        varints: files, damaged files, lines, requests, duplicates, ignored; first and last, that may be missing
///   bad lines   varint count; each: text format, text problem, varint lines, varint count of shapes, texts; by format and problem, shapes in ordinal order too
/// then the names          each list with a varint count first; number 0, of what is not known, is not written
///   backends              text, and provider and region, texts that may be missing
///   providers, regions, countries, images: text
///   ASNs                  varint distance to the one before (1 and up), text that may be missing
/// then each cell
///   head        byte      upper 3 bits: the first part of its key that is not the one of the cell before: 0 period, 1 backend, 2 provider, 3 region, 4 ASN, 5 country,
///                         6 kind and status (4 x 8), 7 image; lower 5 bits: how many registers, 31 for 31 and more
///   key                   varint by how much more than 1 that part is greater; varints of the parts after it
///   registers   varint    how many above 31, where the head says 31
///   requests    varint    1 and up
///   bytes       varint
///   registers   uint16 each: index in the upper ten bits, value in the lower six; by index, none twice
/// then the hash 32 bytes  SHA-256 of all that stands between the first 16 bytes and here, and then of those 16: how many cells there are is known last
/// </code>
/// </remarks>
internal static class PartFormat
{
    public const uint Version = 1;

    public const int HeaderLength = 16;
    public const int VersionOffset = 8;
    public const int CountOffset = 12;

    public const byte IsByDay = 1;
    public const byte HasSalt = 2;

    /// <summary>How many parts a key has in a file.</summary>
    public const int KeyParts = 8;

    public const int ImagePart = 7;

    public const int CountBits = 5;

    /// <summary>In a cell's head: so many registers or more.</summary>
    public const int ManyRegisters = (1 << CountBits) - 1;

    /// <summary>Bytes of the longest number: 64 bits, seven a byte.</summary>
    public const int MaxVarint = 10;

    /// <summary>Bytes of the longest text that is no name: a bad line's shape, an organisation.</summary>
    public const int MaxText = 1 << 16;

    /// <summary>Kinds of bad lines.</summary>
    public const int MaxBadLines = 1 << 16;

    public static ReadOnlySpan<byte> Magic => "FLEADFAT"u8;

    /// <summary>For each part of a key, how far it is from the lowest bit of <see cref="CellKey.Bits"/>.</summary>
    public static ReadOnlySpan<byte> Shifts => [112, 96, 80, 64, 44, 34, 29, 9];

    /// <summary>And how many bits it has.</summary>
    public static ReadOnlySpan<byte> Widths => [16, 16, 16, 16, 20, 10, 5, 20];

    /// <summary>A part of a key. None lies in both of its halves.</summary>
    public static long Part(CellKey key, int part)
    {
        var shift = Shifts[part];
        return (long)((shift < 64 ? key.Low >> shift : key.High >> (shift - 64)) & ((1UL << Widths[part]) - 1));
    }

    /// <summary>The key that has nothing but this part.</summary>
    public static CellKey Key(int part, long value) =>
        Shifts[part] < 64 ? new(0, (ulong)value << Shifts[part]) : new((ulong)value << (Shifts[part] - 64), 0);
}
