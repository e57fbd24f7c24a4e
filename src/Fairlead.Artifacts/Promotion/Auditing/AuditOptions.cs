using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Artifacts.Promotion.Auditing;

/// <summary>What is looked at.</summary>
/// <param name="Signatures">Where digests are to be signed.</param>
public sealed record AuditOptions(SignatureRule Signatures)
{
    /// <summary>Kinds that are not looked for; nothing is asked for their sake.</summary>
    public IReadOnlySet<AuditKind> Ignored { get; init; } = new HashSet<AuditKind>();
}
