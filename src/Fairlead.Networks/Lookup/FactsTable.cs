namespace Fairlead.Networks.Lookup;

/// <summary>
/// Every distinct facts of a table, by index; the first is <see cref="OriginFacts.None"/>. Immutable. Held as numbers, and put together
/// when they are asked for.
/// </summary>
public sealed class FactsTable
{
    private readonly FactsRow[] _rows;
    private readonly Claim[] _networks;
    private readonly AsnClaim[] _asns;
    private readonly CountryClaim[] _countries;

    internal FactsTable(FactsRow[] rows, Claim[] networks, AsnClaim[] asns, CountryClaim[] countries) =>
        (_rows, _networks, _asns, _countries) = (rows, networks, asns, countries);

    /// <summary>How many there are.</summary>
    public int Length => _rows.Length;

    internal ReadOnlySpan<FactsRow> Rows => _rows;

    internal ReadOnlySpan<Claim> Networks => _networks;

    internal ReadOnlySpan<AsnClaim> Asns => _asns;

    internal ReadOnlySpan<CountryClaim> Countries => _countries;

    /// <summary>
    /// Numbers of the statements that the facts of an index are made of, from 1 up, 0 where there is none. Facts with equal numbers differ in
    /// nothing but the lengths of prefixes: who wants to know something of every facts looks at each statement once.
    /// </summary>
    public (int Network, int Asn, int Country) StatementsOf(int index)
    {
        ref readonly var row = ref _rows[index];
        return (PrefixMatch.Unpack(row.Network).Claim, PrefixMatch.Unpack(row.Asn).Claim, PrefixMatch.Unpack(row.Country).Claim);
    }

    /// <summary>Lengths of the prefixes that said so, in the same order; 0 where there is no statement.</summary>
    public (byte Network, byte Asn, byte Country) PrefixLengthsOf(int index)
    {
        ref readonly var row = ref _rows[index];
        return (PrefixMatch.Unpack(row.Network).Length, PrefixMatch.Unpack(row.Asn).Length, PrefixMatch.Unpack(row.Country).Length);
    }

    /// <summary>The facts of an index that <see cref="NetworkTable.Find"/> gave. Allocates nothing.</summary>
    public OriginFacts this[int index]
    {
        get
        {
            var row = _rows[index];
            var network = PrefixMatch.Unpack(row.Network);
            var asn = PrefixMatch.Unpack(row.Asn);
            var country = PrefixMatch.Unpack(row.Country);
            ref readonly var claim = ref _networks[network.Claim];
            ref readonly var asnClaim = ref _asns[asn.Claim];
            ref readonly var countryClaim = ref _countries[country.Claim];
            return new OriginFacts
            {
                Network = claim?.Network,
                Region = claim?.Region,
                Source = claim?.Source,
                PrefixLength = network.Length,
                Asn = asnClaim.Asn,
                AsnSource = asnClaim.Source,
                AsnPrefixLength = asn.Length,
                Country = country.IsNone ? null : countryClaim.Country.ToString(),
                CountrySource = countryClaim.Source,
                CountryPrefixLength = country.Length,
            };
        }
    }
}
