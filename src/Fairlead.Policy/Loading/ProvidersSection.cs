namespace Fairlead.Policy.Loading;

/// <summary><c>providers</c>, read.</summary>
/// <param name="Entries">The providers with the places of their claims.</param>
/// <param name="Mirrors">All mirrors by name.</param>
internal sealed record ProvidersSection(IReadOnlyList<ProviderEntry> Entries, MirrorDirectory Mirrors)
{
    /// <summary>The providers in the file's order.</summary>
    public IReadOnlyList<ProviderConfig> Configs { get; } = [.. Entries.Select(entry => entry.Config)];

    /// <summary>The provider of this name, or null.</summary>
    public ProviderConfig? Find(string name) => _byName.GetValueOrDefault(name);

    private readonly Dictionary<string, ProviderConfig> _byName =
        Entries.DistinctBy(entry => entry.Config.Name).ToDictionary(entry => entry.Config.Name, entry => entry.Config, StringComparer.Ordinal);
}
