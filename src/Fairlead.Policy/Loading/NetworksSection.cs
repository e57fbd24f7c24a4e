namespace Fairlead.Policy.Loading;

/// <summary><c>networks</c>, read.</summary>
/// <param name="Config">The feeds of types that this version reads.</param>
/// <param name="Names">Networks that any feed names, those of later types too: what a provider can claim.</param>
internal sealed record NetworksSection(NetworksConfig Config, IReadOnlySet<string> Names);
