namespace Fairlead.Policy.Loading;

/// <summary>Provider files from elsewhere. Read with the sources of ASNs; until then only kept.</summary>
public sealed record ProvidersFromConfig(string? Path, Uri? Url, bool Redirects, bool TrustTags);
