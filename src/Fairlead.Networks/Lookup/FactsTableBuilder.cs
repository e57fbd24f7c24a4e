namespace Fairlead.Networks.Lookup;

/// <summary>Gives each distinct row an index. One use each; not thread-safe.</summary>
internal sealed class FactsTableBuilder
{
    private readonly Dictionary<FactsRow, int> _indices = new() { [default] = 0 };
    private readonly List<FactsRow> _rows = [default];

    public int IndexOf(FactsRow row)
    {
        if (_indices.TryGetValue(row, out var index)) return index;
        index = _rows.Count;
        _rows.Add(row);
        _indices.Add(row, index);
        return index;
    }

    public FactsTable Build(ClaimList networks, ClaimNumbers<AsnClaim> asns, ClaimNumbers<CountryClaim> countries) =>
        new([.. _rows], networks.ToArray(), asns.ToArray(), countries.ToArray());
}
