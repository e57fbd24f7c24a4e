namespace Fairlead.Networks.Feeds;

/// <summary>
/// The types of a MaxMind DB's fields, by the numbers of the format's "Output Data Section". Two more have numbers there, 12 and 13: they
/// are marks for programs that read a file from end to end, and nothing that an address leads to.
/// </summary>
internal enum MmdbType : byte
{
    Pointer = 1,
    String = 2,
    Double = 3,
    Bytes = 4,
    UInt16 = 5,
    UInt32 = 6,
    Map = 7,
    Int32 = 8,
    UInt64 = 9,
    UInt128 = 10,
    Array = 11,
    Boolean = 14,
    Float = 15,
}
