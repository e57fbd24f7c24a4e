namespace Fairlead.Networks.Lookup;

/// <summary>
/// A claim and the length of the prefix that it was made of, packed into one int so that lists of addresses carry it as
/// their value. The default value matches nothing.
/// </summary>
internal readonly record struct PrefixMatch
{
    /// <summary>The highest claim number: a length takes 8 of 31 bits.</summary>
    public const int MaxClaim = int.MaxValue >> 8;

    private PrefixMatch(int packed) => Packed = packed;

    public PrefixMatch(int claim, byte length) => Packed = (claim << 8) | length;

    public int Packed { get; }

    /// <summary>Number of the claim in its list of claims; 0 when nothing matched.</summary>
    public int Claim => Packed >> 8;

    public byte Length => (byte)Packed;

    public bool IsNone => Packed == 0;

    public static PrefixMatch Unpack(int packed) => new(packed);
}
