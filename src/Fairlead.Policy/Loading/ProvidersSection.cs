namespace Fairlead.Policy.Loading;

/// <summary><c>providers</c>, read.</summary>
/// <param name="Entries">The providers with the places of their claims.</param>
/// <param name="Mirrors">All mirrors by name.</param>
internal sealed record ProvidersSection(IReadOnlyList<ProviderEntry> Entries, MirrorDirectory Mirrors)
{
    /// <summary>The providers in the file's order.</summary>
    public IReadOnlyList<ProviderConfig> Configs { get; } = [.. Entries.Select(entry => entry.Config)];

    /// <summary>Where provider files are, or null.</summary>
    public ProvidersFromConfig? From { get; init; }

    /// <summary>Whether a provider of this name may be there, once the provider files are read.</summary>
    public bool CanName(string name) => From is not null || Find(name) is not null;

    /// <summary>The provider of this name, or null.</summary>
    public ProviderConfig? Find(string name) => _byName.GetValueOrDefault(name);

    private readonly Dictionary<string, ProviderConfig> _byName =
        Entries.DistinctBy(entry => entry.Config.Name).ToDictionary(entry => entry.Config.Name, entry => entry.Config, StringComparer.Ordinal);
}
