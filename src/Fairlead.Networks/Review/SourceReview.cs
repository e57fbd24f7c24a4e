using System.Numerics;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Networks.Review;

/// <summary>
/// Holds sources against each other: how much each says, what several of them say, and where they disagree. Trust plays no part here.
/// Not thread-safe.
/// </summary>
public sealed class SourceReview
{
    private readonly HolderList _holders = new();
    private readonly List<SourceStatements> _statements = [];

    /// <summary>Adds a source's prefixes, each with the provider or network that they are of. A source without any adds nothing.</summary>
    public void AddNetworks(string source, IEnumerable<IpPrefix> prefixes, string owner)
    {
        var layer = new Layer();
        var holder = _holders.NumberOf(new Holder(FactKind.Network, owner, null, 0));
        foreach (var prefix in prefixes) layer.Add(prefix, holder);
        Add(source, FactKind.Network, layer);
    }

    /// <summary>Adds a source's ASNs.</summary>
    public void AddAsns(string source, PrefixNumbers asns) => Add(source, FactKind.Asn, asns, HolderList.OfAsn);

    /// <summary>Adds a source's countries.</summary>
    public void AddCountries(string source, PrefixNumbers countries) =>
        Add(source, FactKind.Country, countries, number => HolderList.OfCountry(CountryCode.Of((int)number)));

    /// <summary>
    /// Adds what a table knows, source by source. It holds only what counted in the end: of prefixes, and of what a source said of addresses
    /// where another one was believed, it knows nothing.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="feed">The feed that brought it: its sources are named <c>feed:source</c>. Null: they keep their names.</param>
    public void AddTable(NetworkTable table, string? feed = null)
    {
        var (v4, v6) = (table.V4.ToRuns(), table.V6.ToRuns());
        foreach (var kind in Enum.GetValues<FactKind>())
        {
            var holderOfRow = Array.ConvertAll(_holders.OfRows(table.Facts, kind), WithoutRegion);
            var sourceOfClaim = Sources(table.Facts, kind);
            foreach (var source in sourceOfClaim.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                var ofRow = new int[holderOfRow.Length];
                for (var i = 0; i < ofRow.Length; i++)
                {
                    if (sourceOfClaim[HolderList.ClaimOf(table.Facts.Rows[i], kind)] == source) ofRow[i] = holderOfRow[i];
                }
                _statements.Add(new(feed is null ? source : $"{feed}:{source}", kind, Mapped(v4, ofRow), Mapped(v6, ofRow), null, null));
            }
        }
    }

    /// <summary>How much each source says, in the order in which they were added.</summary>
    public IReadOnlyList<SourceTotal> Totals() =>
        [.. _statements.Select(one => new SourceTotal(one.Source, one.Kind, one.PrefixesV4, one.PrefixesV6, Known(one.V4), Known(one.V6)))];

    /// <summary>What two sources both know of: by kind, those that disagree the most first.</summary>
    public IReadOnlyList<SourceOverlap> Overlaps()
    {
        var overlaps = new List<SourceOverlap>();
        foreach (var kind in Enum.GetValues<FactKind>())
        {
            var sources = _statements.Where(one => one.Kind == kind).ToArray();
            overlaps.AddRange(OverlapSweep<uint>.Run(kind, Array.ConvertAll(sources, one => one.Source), Array.ConvertAll(sources, one => one.V4)));
            overlaps.AddRange(OverlapSweep<UInt128>.Run(kind, Array.ConvertAll(sources, one => one.Source), Array.ConvertAll(sources, one => one.V6)));
        }
        return overlaps;
    }

    private void Add(string source, FactKind kind, PrefixNumbers numbers, Func<uint, Holder> holderOf)
    {
        var layer = new Layer();
        foreach (ref readonly var one in numbers.V4) layer.Add(new PrefixNumber<uint>(one.First, one.Length, (uint)_holders.NumberOf(holderOf(one.Number))));
        foreach (ref readonly var one in numbers.V6) layer.Add(new PrefixNumber<UInt128>(one.First, one.Length, (uint)_holders.NumberOf(holderOf(one.Number))));
        Add(source, kind, layer);
    }

    private void Add(string source, FactKind kind, Layer layer)
    {
        if (layer.IsEmpty) return;
        int prefixesV4 = 0, prefixesV6 = 0;
        var v4 = Holders(layer.FlattenV4((first, _) => first, ref prefixesV4));
        var v6 = Holders(layer.FlattenV6((first, _) => first, ref prefixesV6));
        _statements.Add(new(source, kind, v4, v6, prefixesV4, prefixesV6));
    }

    private int WithoutRegion(int holder) => holder == 0 ? 0 : _holders.NumberOf(_holders[holder] with { Region = null });

    private static string?[] Sources(FactsTable facts, FactKind kind) => kind switch
    {
        FactKind.Network => Array.ConvertAll(facts.Networks.ToArray(), claim => claim?.Source),
        FactKind.Asn => Array.ConvertAll(facts.Asns.ToArray(), claim => (string?)claim.Source),
        _ => Array.ConvertAll(facts.Countries.ToArray(), claim => (string?)claim.Source),
    };

    /// <summary>Runs without the lengths of the prefixes that said so.</summary>
    private static AddressRuns<T> Holders<T>(AddressRuns<T> matches)
        where T : unmanaged, IBinaryInteger<T>
    {
        var runs = new AddressRuns<T>(matches.Starts.Length);
        for (var i = 0; i < matches.Starts.Length; i++) runs.SetFrom(matches.Starts[i], PrefixMatch.Unpack(matches.Values[i]).Claim);
        return runs;
    }

    private static AddressRuns<T> Mapped<T>(AddressRuns<T> rows, int[] ofRow)
        where T : unmanaged, IBinaryInteger<T>
    {
        var runs = new AddressRuns<T>(4);
        for (var i = 0; i < rows.Starts.Length; i++) runs.SetFrom(rows.Starts[i], ofRow[rows.Values[i]]);
        return runs;
    }

    private static AddressCount Known<T>(AddressRuns<T> runs)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var sum = default(AddressCount);
        for (var i = 0; i < runs.Starts.Length; i++)
        {
            if (runs.Values[i] == 0) continue;
            sum += AddressCount.Between(runs.Starts[i], i + 1 < runs.Starts.Length ? runs.Starts[i + 1] - T.One : T.MaxValue);
        }
        return sum;
    }
}
