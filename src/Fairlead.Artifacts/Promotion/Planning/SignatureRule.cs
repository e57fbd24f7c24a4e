using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>Which destinations get signatures.</summary>
/// <param name="Mode">The rule.</param>
/// <param name="CanonicalHost"><c>HOST[:PORT]</c> of the policy's <c>upstream.signatures</c>; wanted for <see cref="SignatureMode.Canonical"/>.</param>
public sealed record SignatureRule(SignatureMode Mode, string? CanonicalHost = null)
{
    /// <summary>Whether this destination does.</summary>
    public bool GoTo(RegistryRoot destination) => Mode switch
    {
        SignatureMode.All => true,
        SignatureMode.Canonical => string.Equals(destination.Host, CanonicalHost, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
