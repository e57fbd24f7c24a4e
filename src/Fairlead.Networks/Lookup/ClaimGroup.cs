namespace Fairlead.Networks.Lookup;

/// <summary>The claims that differ in nothing but the region: those of one network by one source. Not thread-safe.</summary>
internal sealed class ClaimGroup(string network, string source, Trust trust, string owner)
{
    private readonly Dictionary<string, int> _regional = [];
    private int _regionless;

    /// <summary>Whether this is the group of that network, source and level.</summary>
    public bool IsOf(string otherNetwork, string otherSource, Trust otherTrust) =>
        trust == otherTrust && network == otherNetwork && source == otherSource;

    /// <summary>The number of this region's claim; 0 while it has none.</summary>
    public int NumberOf(string? region) => region is null ? _regionless : _regional.GetValueOrDefault(region);

    /// <summary>The claim of this region, which from now on has this number.</summary>
    public Claim NewClaim(string? region, int number)
    {
        if (region is null) _regionless = number;
        else _regional.Add(region, number);
        return new Claim(network, region, source, trust) { Owner = owner };
    }
}
