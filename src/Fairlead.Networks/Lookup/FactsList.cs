namespace Fairlead.Networks.Lookup;

/// <summary>The distinct facts of a table, each made once; the first is <see cref="OriginFacts.None"/>. Not thread-safe.</summary>
internal sealed class FactsList(ClaimList claims)
{
    private readonly Dictionary<int, int> _indices = new() { [0] = 0 };
    private readonly List<OriginFacts> _facts = [OriginFacts.None];

    /// <summary>Index of the facts that a match gives.</summary>
    public int IndexOf(PrefixMatch match)
    {
        if (_indices.TryGetValue(match.Packed, out var index)) return index;

        var claim = claims[match.Claim];
        index = _facts.Count;
        _facts.Add(new OriginFacts
        {
            Network = claim.Network,
            Region = claim.Region,
            Source = claim.Source,
            PrefixLength = match.Length,
        });
        _indices.Add(match.Packed, index);
        return index;
    }

    public OriginFacts[] ToArray() => _facts.ToArray();
}
