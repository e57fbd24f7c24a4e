namespace Fairlead.Networks.Lookup;

/// <summary>
/// 64 slots of an <see cref="Ipv6Index"/>, compressed as in Poptrie (Asai and Ohara, SIGCOMM 2015): slots that need a deeper
/// look are counted in one bitmap, the others in another that has a bit only where the value changes.
/// </summary>
/// <param name="Inner">Slots that lead to a block of nodes.</param>
/// <param name="LeafStarts">Other slots whose value is not that of the one before among them.</param>
/// <param name="FirstInner">Node where the first inner slot's block begins; the next blocks follow it.</param>
/// <param name="FirstLeaf">Where the first value lies; the next ones follow it.</param>
internal readonly record struct Ipv6Node(ulong Inner, ulong LeafStarts, int FirstInner, int FirstLeaf)
{
    /// <summary>How many slots one node stands for.</summary>
    public const int Slots = 64;
}
