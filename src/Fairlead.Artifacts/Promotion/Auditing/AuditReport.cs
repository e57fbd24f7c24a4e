using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Artifacts.Promotion.Auditing;

/// <summary>What an audit came to.</summary>
/// <param name="Made">When it was done.</param>
/// <param name="Edges">Tags, and digests without one, that the manifests want anywhere.</param>
/// <param name="Repositories">In so many repositories.</param>
/// <param name="Findings">In the order of repository, tag and kind.</param>
/// <param name="Failures">What could not be read.</param>
/// <param name="Unlisted">Hosts that don't list their repositories, so that whole extra ones would not be seen.</param>
public sealed record AuditReport(
    DateTimeOffset Made, long Edges, int Repositories, IReadOnlyList<AuditFinding> Findings, IReadOnlyList<PlanFailure> Failures, IReadOnlyList<string> Unlisted)
{
    /// <summary>Whether everything could be looked at, and all is as it should be.</summary>
    public bool IsGood => Findings.Count == 0 && Failures.Count == 0;

    /// <summary>How many findings are of a kind.</summary>
    public int Count(AuditKind kind) => Findings.Count(finding => finding.Kind == kind);
}
