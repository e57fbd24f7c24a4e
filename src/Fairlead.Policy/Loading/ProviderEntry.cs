using Fairlead.Formats.Yaml;
using Fairlead.Networks.Addresses;

namespace Fairlead.Policy.Loading;

/// <summary>A provider as read, with the places of what it claims.</summary>
/// <param name="Config">The provider.</param>
/// <param name="At">Its name, or the whole entry where it has none.</param>
/// <param name="Networks">Networks it claims.</param>
/// <param name="Asns">Autonomous systems it claims.</param>
/// <param name="Cidrs">Prefixes it claims.</param>
/// <param name="HasMirrors">Whether it has entries under <c>mirrors</c>, good ones or not.</param>
/// <param name="Regionless">Names of mirrors, to be resolved when all are known.</param>
internal sealed record ProviderEntry(
    ProviderConfig Config,
    YamlNode At,
    IReadOnlyList<Located<string>> Networks,
    IReadOnlyList<Located<uint>> Asns,
    IReadOnlyList<Located<IpPrefix>> Cidrs,
    bool HasMirrors,
    IReadOnlyList<YamlScalar> Regionless);
