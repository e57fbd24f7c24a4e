namespace Fairlead.Artifacts.Registries.Credentials;

/// <summary>What signs in at one registry.</summary>
/// <param name="User">The user's name; of no meaning where <paramref name="IsIdentityToken"/>.</param>
/// <param name="Secret">The password, or the identity token.</param>
/// <param name="IsIdentityToken">Whether the secret is a refresh token for the token service (its OAuth2 interface) rather than a password.</param>
public sealed record RegistryCredential(string User, string Secret, bool IsIdentityToken = false)
{
    /// <summary>Not the secret: what is printed ends up in logs.</summary>
    public override string ToString() => IsIdentityToken ? "an identity token" : $"user {User}";
}
