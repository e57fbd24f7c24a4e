namespace Fairlead.Policy.Loading;

/// <summary><c>networks</c>, read.</summary>
/// <param name="Config">The feeds of types that this version reads.</param>
/// <param name="Names">Networks that any feed names, those of later types too: what a provider can claim.</param>
internal sealed record NetworksSection(NetworksConfig Config, IReadOnlySet<string> Names)
{
    /// <summary>Whether some feed brings networks that only its file names, so that no name can be called wrong.</summary>
    public bool BringsAnyNetwork { get; init; }

    /// <summary>Whether some feed brings ASNs.</summary>
    public bool BringsAsns { get; init; }

    /// <summary>Whether some feed brings countries.</summary>
    public bool BringsCountries { get; init; }

    /// <summary>Whether facts can name this network.</summary>
    public bool CanName(string network) => BringsAnyNetwork || Names.Contains(network);
}
