using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Auditing;

/// <summary>Something in which a registry differs from what the manifests say.</summary>
/// <param name="Kind">How.</param>
/// <param name="Repository"><c>HOST/REPOSITORY</c>.</param>
/// <param name="Tag">The tag; null where a digest without one is meant, or the whole repository.</param>
public sealed record AuditFinding(AuditKind Kind, string Repository, string? Tag)
{
    /// <summary>What the manifests want there; null of what is extra.</summary>
    public Digest? Wanted { get; init; }

    /// <summary>What is there; null of what is missing, and of a whole repository.</summary>
    public Digest? Held { get; init; }

    /// <summary>Where the manifests say so; null of what is extra.</summary>
    public FilePlace? At { get; init; }

    /// <summary>How many tags a whole repository has that is extra.</summary>
    public int? Tags { get; init; }

    /// <summary><c>HOST/REPOSITORY:TAG</c>, <c>HOST/REPOSITORY@DIGEST</c>, or the repository alone.</summary>
    public string Reference => Tag is not null ? $"{Repository}:{Tag}" : (Wanted ?? Held) is { } digest ? $"{Repository}@{digest}" : Repository;
}
