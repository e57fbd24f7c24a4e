using System.Numerics;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Lookup;

/// <summary>
/// Collects what sources say of prefixes and makes the table of it: one list of runs a kind of fact and trust level, the lists merged by
/// <see cref="Precedence"/>, and the result compiled for lookup. Kinds combine; within a kind the most trusted source that knows
/// anything of an address counts (request rule 9). Time and memory grow in line with the number of prefixes. Not thread-safe.
/// </summary>
/// <param name="ownerOf">
/// Who owns a network, or null where that is not known; called once for each network and source. Without it every network is an
/// owner by itself.
/// </param>
public sealed class NetworkTableBuilder(Func<string, string?>? ownerOf = null)
{
    private readonly ClaimList _networkClaims = new(ownerOf);
    private readonly ClaimNumbers<AsnClaim> _asnClaims = new();
    private readonly ClaimNumbers<CountryClaim> _countryClaims = new();
    private readonly Layer[] _networks = NewLayers();
    private readonly Layer[] _countries = NewLayers();
    private readonly Layer _asns = new();
    private readonly Dictionary<uint, string> _asnNames = [];
    private readonly List<NetworkTable> _tables = [];

    /// <summary>
    /// Says that the addresses of a prefix are in a network. The same prefix may come again: within a trust level the first
    /// statement counts, unless only a later one, of the same owner, knows the region.
    /// </summary>
    /// <param name="prefix">The addresses.</param>
    /// <param name="network">The network, as its feed is named.</param>
    /// <param name="region">The region, or null where there is none (<c>GLOBAL</c>).</param>
    /// <param name="source">Who says so.</param>
    /// <param name="trust">How far the source is believed.</param>
    public void Add(IpPrefix prefix, string network, string? region, string source, Trust trust) =>
        _networks[(int)trust].Add(prefix, _networkClaims.NumberOf(network, region, source, trust));

    /// <summary>Says which autonomous systems originate some prefixes. Of several statements the longest prefix counts, of equal ones the first.</summary>
    /// <param name="asns">Prefixes and ASNs.</param>
    /// <param name="source">Who says so.</param>
    public void AddAsns(PrefixNumbers asns, string source)
    {
        foreach (ref readonly var one in asns.V4) _asns.Add(new PrefixNumber<uint>(one.First, one.Length, NumberOf(one.Number)));
        foreach (ref readonly var one in asns.V6) _asns.Add(new PrefixNumber<UInt128>(one.First, one.Length, NumberOf(one.Number)));

        uint NumberOf(uint asn) => (uint)_asnClaims.NumberOf(new AsnClaim(asn, source));
    }

    /// <summary>Names autonomous systems; the first name of each counts.</summary>
    public void NameAsns(IReadOnlyDictionary<uint, string> names)
    {
        foreach (var (asn, name) in names) _asnNames.TryAdd(asn, name);
    }

    /// <summary>Says which countries some prefixes are in. Within a trust level the longest prefix counts, of equal ones the first.</summary>
    /// <param name="countries">Prefixes and <see cref="CountryCode.Number"/>s.</param>
    /// <param name="source">Who says so.</param>
    /// <param name="trust">How far the source is believed.</param>
    public void AddCountries(PrefixNumbers countries, string source, Trust trust)
    {
        var layer = _countries[(int)trust];
        foreach (ref readonly var one in countries.V4) layer.Add(new PrefixNumber<uint>(one.First, one.Length, NumberOf(one.Number)));
        foreach (ref readonly var one in countries.V6) layer.Add(new PrefixNumber<UInt128>(one.First, one.Length, NumberOf(one.Number)));

        uint NumberOf(uint country) => (uint)_countryClaims.NumberOf(new CountryClaim(CountryCode.Of((int)country), source, trust));
    }

    /// <summary>
    /// Says all that another table knows, with its sources and their trust. What that table had passed over for something more trusted
    /// is not in it any more.
    /// </summary>
    public void Add(NetworkTable table)
    {
        if (table.Facts.Length > 1) _tables.Add(table);
    }

    /// <summary>The table of everything added so far. More may be added and another table built.</summary>
    public NetworkTable Build()
    {
        if (_tables.Count == 1 && _asns.IsEmpty && _asnNames.Count == 0 && _networks.Concat(_countries).All(layer => layer.IsEmpty)) return _tables[0];

        foreach (var table in _tables) NameAsns(table.AsnNames);
        var facts = new FactsTableBuilder();
        var precedence = new Precedence(_networkClaims);
        int prefixesV4 = _tables.Sum(table => table.PrefixesV4), prefixesV6 = _tables.Sum(table => table.PrefixesV6);
        var tables = _tables.ConvertAll(table => new TableLayers(table, _networkClaims, _asnClaims, _countryClaims));

        // The families beside each other where they don't share the facts, whose order must not depend on time: most of this is run once, at
        // a start that waits for it, by code that is compiled on the way.
        var (listsV4, listsV6) = ((MergedLists<uint>)null!, (MergedLists<UInt128>)null!);
        Parallel.Invoke(
            () => listsV4 = new(Flatten((layer, preferred) => layer.FlattenV4(preferred, ref prefixesV4), precedence), tables.SelectMany(table => table.V4())),
            () => listsV6 = new(Flatten((layer, preferred) => layer.FlattenV6(preferred, ref prefixesV6), precedence), tables.SelectMany(table => table.V6())));

        var choice = new FactsChoice(precedence, facts);
        var runsV4 = listsV4.Merge(choice);
        var (indexV4, indexV6) = ((Ipv4Index)null!, (Ipv6Index)null!);
        Parallel.Invoke(() => indexV4 = Ipv4IndexBuilder.Build(runsV4), () => indexV6 = Ipv6IndexBuilder.Build(listsV6.Merge(choice)));
        return new NetworkTable(
            indexV4, indexV6, facts.Build(_networkClaims, _asnClaims, _countryClaims), AsnNames.Of(_asnNames), prefixesV4, prefixesV6);
    }

    /// <summary>What the layers say, in the order of <see cref="TrustLevels"/>.</summary>
    private IEnumerable<AddressRuns<T>> Flatten<T>(Func<Layer, Func<int, int, int>, AddressRuns<T>> flatten, Precedence precedence)
        where T : unmanaged, IBinaryInteger<T> =>
    [
        .. _networks.Select(layer => flatten(layer, precedence.Preferred)),
        flatten(_asns, First),
        .. _countries.Select(layer => flatten(layer, First)),
    ];

    private void NameAsns(AsnNames names)
    {
        foreach (var asn in names.Asns)
        {
            if (!_asnNames.ContainsKey(asn)) _asnNames.Add(asn, names[asn]!);
        }
    }

    private static Layer[] NewLayers() => [.. Enumerable.Range(0, TrustLevels.Count).Select(_ => new Layer())];

    private static int First(int first, int second) => first;
}
