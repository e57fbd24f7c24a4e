namespace Fairlead.Artifacts.Registries.Wire;

/// <summary>
/// One challenge of a <c>WWW-Authenticate</c> header (RFC 9110 section 11.6.1), of the schemes that registries use.
/// </summary>
/// <param name="Scheme">In lower case.</param>
/// <param name="Realm">Of Bearer: the token service's URL.</param>
/// <param name="Service">Of Bearer: what the token service calls the registry; null where it isn't said.</param>
/// <param name="Scope">Of Bearer: what the registry wants a token for; null where it isn't said.</param>
internal sealed record Challenge(string Scheme, string? Realm, string? Service, string? Scope)
{
    /// <summary>A token of a token service (distribution's "Token Authentication Specification").</summary>
    public const string Bearer = "bearer";

    /// <summary>User and password (RFC 7617).</summary>
    public const string Basic = "basic";
}
