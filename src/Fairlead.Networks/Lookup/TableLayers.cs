using System.Numerics;

namespace Fairlead.Networks.Lookup;

/// <summary>A finished table taken apart again, into lists as <see cref="TrustLevels"/> has them, its claims under the numbers of another's.</summary>
internal sealed class TableLayers
{
    private readonly NetworkTable _table;
    private readonly int[][] _matchOfRow = [.. Enumerable.Range(0, TrustLevels.Lists).Select(_ => Array.Empty<int>())];

    public TableLayers(NetworkTable table, ClaimList networks, ClaimNumbers<AsnClaim> asns, ClaimNumbers<CountryClaim> countries)
    {
        _table = table;
        var facts = table.Facts;
        var rows = facts.Rows;
        for (var i = 0; i < _matchOfRow.Length; i++) _matchOfRow[i] = new int[rows.Length];
        for (var i = 1; i < rows.Length; i++)
        {
            var row = rows[i];
            if (PrefixMatch.Unpack(row.Network) is { IsNone: false } network)
            {
                var claim = facts.Networks[network.Claim];
                _matchOfRow[(int)claim.Trust][i] = Packed(networks.NumberOf(claim.Network, claim.Region, claim.Source, claim.Trust), network);
            }
            if (PrefixMatch.Unpack(row.Asn) is { IsNone: false } asn) _matchOfRow[TrustLevels.Asns][i] = Packed(asns.NumberOf(facts.Asns[asn.Claim]), asn);
            if (PrefixMatch.Unpack(row.Country) is { IsNone: false } country)
            {
                var claim = facts.Countries[country.Claim];
                _matchOfRow[TrustLevels.Asns + 1 + (int)claim.Trust][i] = Packed(countries.NumberOf(claim), country);
            }
        }
    }

    public IEnumerable<AddressRuns<uint>> V4() => Lists(_table.V4.ToRuns());

    public IEnumerable<AddressRuns<UInt128>> V6() => Lists(_table.V6.ToRuns());

    private IEnumerable<AddressRuns<T>> Lists<T>(AddressRuns<T> rows)
        where T : unmanaged, IBinaryInteger<T> => _matchOfRow.Select(matches => List(rows, matches));

    private static AddressRuns<T> List<T>(AddressRuns<T> rows, int[] matches)
        where T : unmanaged, IBinaryInteger<T>
    {
        var list = new AddressRuns<T>(4);
        for (var i = 0; i < rows.Starts.Length; i++) list.SetFrom(rows.Starts[i], matches[rows.Values[i]]);
        return list;
    }

    private static int Packed(int claim, PrefixMatch match) => new PrefixMatch(claim, match.Length).Packed;
}
