using System.Numerics;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Lookup;

/// <summary>
/// Collects what sources say of prefixes and makes the table of it: one list of runs a trust level, the levels merged by
/// <see cref="Precedence"/>, and the result compiled for lookup. Time and memory grow in line with the number of prefixes.
/// Not thread-safe.
/// </summary>
/// <param name="ownerOf">
/// Who owns a network, or null where that is not known; called once for each network and source. Without it every network is an
/// owner by itself.
/// </param>
public sealed class NetworkTableBuilder(Func<string, string?>? ownerOf = null)
{
    private static readonly Trust[] Levels = [Trust.Policy, Trust.CloudFeed, Trust.Geofeed, Trust.AsnData];

    private readonly ClaimList _claims = new(ownerOf);
    private readonly List<PrefixEntry<uint>> _v4 = [];
    private readonly List<PrefixEntry<UInt128>> _v6 = [];

    /// <summary>
    /// Says that the addresses of a prefix are in a network. The same prefix may come again: within a trust level the first
    /// statement counts, unless only a later one, of the same owner, knows the region.
    /// </summary>
    /// <param name="prefix">The addresses.</param>
    /// <param name="network">The network, as its feed is named.</param>
    /// <param name="region">The region, or null where there is none (<c>GLOBAL</c>).</param>
    /// <param name="source">Who says so.</param>
    /// <param name="trust">How far the source is believed.</param>
    public void Add(IpPrefix prefix, string network, string? region, string source, Trust trust)
    {
        var claim = _claims.NumberOf(network, region, source, trust);
        var length = (byte)prefix.Length;
        if (prefix.IsIPv4) _v4.Add(new((uint)prefix.First.Bits, length, claim));
        else _v6.Add(new(prefix.First.Bits, length, claim));
    }

    /// <summary>The table of everything added so far. More may be added and another table built.</summary>
    public NetworkTable Build()
    {
        var facts = new FactsList(_claims);
        var v4 = Ipv4IndexBuilder.Build(Resolve(_v4, facts, out var prefixesV4));
        var v6 = Ipv6IndexBuilder.Build(Resolve(_v6, facts, out var prefixesV6));
        return new NetworkTable(v4, v6, facts.ToArray(), prefixesV4, prefixesV6);
    }

    /// <summary>The whole address space as runs of indices into the facts.</summary>
    private AddressRuns<T> Resolve<T>(List<PrefixEntry<T>> added, FactsList facts, out int prefixes)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var entries = PrefixSorter.Sort(added);
        prefixes = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            if (i == 0 || !entries[i].HasPrefixOf(entries[i - 1])) prefixes++;
        }

        var levels = new AddressRuns<T>[Levels.Length];
        for (var i = 0; i < levels.Length; i++) levels[i] = PrefixFlattener.Flatten<T>(entries, _claims, Levels[i]);
        var precedence = new Precedence(_claims);
        return RunMerger.Merge<T>(levels, answers => facts.IndexOf(PrefixMatch.Unpack(precedence.Choose(answers))));
    }
}
