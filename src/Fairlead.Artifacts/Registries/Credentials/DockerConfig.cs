namespace Fairlead.Artifacts.Registries.Credentials;

/// <summary>What Docker's <c>config.json</c> (and containers-auth.json(5)) says of credentials. Immutable.</summary>
/// <param name="Auths">By <see cref="CredentialHost"/>.</param>
/// <param name="Helpers"><c>credHelpers</c>, by the same: names of credential helpers.</param>
/// <param name="Store"><c>credsStore</c>: the helper for all others; null: none.</param>
internal sealed record DockerConfig(
    IReadOnlyDictionary<string, RegistryCredential> Auths, IReadOnlyDictionary<string, string> Helpers, string? Store);
