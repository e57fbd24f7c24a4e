namespace Fairlead.Networks.Lookup;

/// <summary>
/// All claims of one table, each held once, under numbers from 1 up. A cloud has some tens: one a region.
/// Not thread-safe.
/// </summary>
internal sealed class ClaimList(Func<string, string?>? ownerOf)
{
    private readonly Dictionary<string, List<ClaimGroup>> _groupsOfNetwork = [];
    private readonly List<Claim?> _claims = [null];
    private ClaimGroup? _latest; // a feed's prefixes come one after the other

    /// <summary>The claim of this number.</summary>
    public Claim this[int number] => _claims[number]!;

    /// <summary>The number of the claim that says this.</summary>
    /// <exception cref="InvalidOperationException">More distinct claims than <see cref="PrefixMatch"/> has room for.</exception>
    public int NumberOf(string network, string? region, string source, Trust trust)
    {
        if (_latest is null || !_latest.IsOf(network, source, trust)) _latest = GroupOf(network, source, trust);
        var number = _latest.NumberOf(region);
        if (number != 0) return number;

        number = _claims.Count;
        if (number > PrefixMatch.MaxClaim) throw new InvalidOperationException($"more than {PrefixMatch.MaxClaim} distinct networks, regions and sources");
        _claims.Add(_latest.NewClaim(region, number));
        return number;
    }

    /// <summary>The claims by number; the first is none.</summary>
    public Claim[] ToArray() => _claims.ToArray()!;

    private ClaimGroup GroupOf(string network, string source, Trust trust)
    {
        if (!_groupsOfNetwork.TryGetValue(network, out var groups)) _groupsOfNetwork.Add(network, groups = []);
        foreach (var group in groups)
        {
            if (group.IsOf(network, source, trust)) return group;
        }

        // A network that nobody is known to own is an owner by itself.
        var added = new ClaimGroup(network, source, trust, ownerOf?.Invoke(network) ?? network);
        groups.Add(added);
        return added;
    }
}
