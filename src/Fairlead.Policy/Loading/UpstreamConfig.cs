namespace Fairlead.Policy.Loading;

/// <summary>A registry that is a source of truth, with what stands in for it.</summary>
/// <param name="Registries">Base URLs (<c>https://host[:port]</c>, no slash at the end), the first healthy one is used; never empty.</param>
/// <param name="RepositoryPrefix">What goes between <c>/v2/</c> and the repository name, without slashes around it; may be empty.</param>
/// <param name="Signatures">Base URL of the registry that holds signatures, or null when the registry itself does.</param>
public sealed record UpstreamConfig(IReadOnlyList<string> Registries, string RepositoryPrefix, string? Signatures);
