using System.Globalization;
using Fairlead.Networks.Lookup;

namespace Fairlead.Networks.Review;

/// <summary>Gives holders numbers, from 1 up, that several tables share; 0 is nobody. Not thread-safe.</summary>
internal sealed class HolderList
{
    private readonly Dictionary<Holder, int> _numbers = [];
    private readonly List<Holder> _holders = [default];

    public int Count => _holders.Count;

    public Holder this[int number] => _holders[number];

    public int NumberOf(Holder holder)
    {
        if (_numbers.TryGetValue(holder, out var number)) return number;
        number = _holders.Count;
        _numbers.Add(holder, number);
        _holders.Add(holder);
        return number;
    }

    public static Holder OfAsn(uint asn) => new(FactKind.Asn, "AS" + asn.ToString(CultureInfo.InvariantCulture), null, asn);

    public static Holder OfCountry(CountryCode country) => new(FactKind.Country, country.ToString(), null, 0);

    /// <summary>For each facts of a table, by index, who holds the addresses by facts of this kind.</summary>
    public int[] OfRows(FactsTable facts, FactKind kind)
    {
        var ofClaim = OfClaims(facts, kind);
        var ofRow = new int[facts.Length];
        for (var i = 0; i < ofRow.Length; i++) ofRow[i] = ofClaim[ClaimOf(facts.Rows[i], kind)];
        return ofRow;
    }

    /// <summary>Number of the claim of this kind in a row of facts.</summary>
    public static int ClaimOf(FactsRow row, FactKind kind) => PrefixMatch.Unpack(kind switch
    {
        FactKind.Network => row.Network,
        FactKind.Asn => row.Asn,
        _ => row.Country,
    }).Claim;

    /// <summary>Who it is by each claim of a table, by the claim's number.</summary>
    private int[] OfClaims(FactsTable facts, FactKind kind)
    {
        var count = kind switch { FactKind.Network => facts.Networks.Length, FactKind.Asn => facts.Asns.Length, _ => facts.Countries.Length };
        var ofClaim = new int[count];
        for (var i = 1; i < count; i++)
        {
            ofClaim[i] = NumberOf(kind switch
            {
                FactKind.Network => new Holder(kind, facts.Networks[i].Owner, facts.Networks[i].Region, 0),
                FactKind.Asn => OfAsn(facts.Asns[i].Asn),
                _ => OfCountry(facts.Countries[i].Country),
            });
        }
        return ofClaim;
    }
}
