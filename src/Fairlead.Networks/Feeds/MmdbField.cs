namespace Fairlead.Networks.Feeds;

/// <summary>The head of one field of a MaxMind DB. Offsets are those of the file.</summary>
/// <param name="At">Where its control byte stands.</param>
/// <param name="Type">What it is.</param>
/// <param name="Size">Bytes of payload; pairs of a map, values of an array; 0 or 1 of a boolean; where a pointer leads to.</param>
/// <param name="Payload">Where what follows the head begins.</param>
internal readonly record struct MmdbField(int At, MmdbType Type, int Size, int Payload)
{
    /// <summary>Where the next field begins; of a map or an array, the first of those in it.</summary>
    public int End => Type is MmdbType.Pointer or MmdbType.Map or MmdbType.Array or MmdbType.Boolean ? Payload : Payload + Size;

    /// <summary>How many fields within it follow its head.</summary>
    public int Fields => Type switch { MmdbType.Map => 2 * Size, MmdbType.Array => Size, _ => 0 };
}
