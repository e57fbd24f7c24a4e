using System.Numerics;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Lookup;

/// <summary>The prefixes of one kind of fact and one trust level, each with the number of the claim made of it. Not thread-safe.</summary>
internal sealed class Layer
{
    private readonly List<PrefixNumber<uint>> _v4 = [];
    private readonly List<PrefixNumber<UInt128>> _v6 = [];

    public bool IsEmpty => _v4.Count + _v6.Count == 0;

    public void Add(IpPrefix prefix, int claim)
    {
        if (prefix.IsIPv4) Add(new PrefixNumber<uint>((uint)prefix.First.Bits, (byte)prefix.Length, (uint)claim));
        else Add(new PrefixNumber<UInt128>(prefix.First.Bits, (byte)prefix.Length, (uint)claim));
    }

    public void Add(PrefixNumber<uint> prefix) => _v4.Add(prefix);

    public void Add(PrefixNumber<UInt128> prefix) => _v6.Add(prefix);

    /// <summary>The whole IPv4 space as runs of packed <see cref="PrefixMatch"/>es.</summary>
    public AddressRuns<uint> FlattenV4(Func<int, int, int> preferred, ref int prefixes) => Flatten(_v4, preferred, ref prefixes);

    /// <summary>The whole IPv6 space likewise.</summary>
    public AddressRuns<UInt128> FlattenV6(Func<int, int, int> preferred, ref int prefixes) => Flatten(_v6, preferred, ref prefixes);

    private static AddressRuns<T> Flatten<T>(List<PrefixNumber<T>> added, Func<int, int, int> preferred, ref int prefixes)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var entries = PrefixSorter.Sort(added);
        for (var i = 0; i < entries.Length; i++)
        {
            if (i == 0 || !entries[i].HasPrefixOf(entries[i - 1])) prefixes++;
        }
        return PrefixFlattener.Flatten<T>(entries, preferred);
    }
}
