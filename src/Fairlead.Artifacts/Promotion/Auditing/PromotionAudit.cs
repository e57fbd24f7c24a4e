using System.Collections.Concurrent;
using Fairlead.Artifacts.Promotion.Holdings;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Auditing;

/// <summary>
/// Compares what manifests say with what their destinations hold now: what is missing, moved, extra or unsigned. Reads only, and asks nothing of sources.
/// </summary>
public sealed class PromotionAudit(RegistryClients registries, AuditOptions options, TimeProvider time)
{
    /// <summary>Compares them. One listing a repository, as a plan takes; what can't be read is in the report's failures, and the rest goes on.</summary>
    public async Task<AuditReport> AuditAsync(IReadOnlyList<PromotionManifest> manifests, IPlanObserver observer, CancellationToken cancel)
    {
        var reading = new PlanReading(registries, observer);
        var targets = PlanTargets.Of(manifests, reading);
        reading.Expect(targets.Count);
        var findings = new ConcurrentBag<AuditFinding>();
        var auditor = new TargetAuditor(reading, options, findings);
        await AskedHosts.ForEachAsync(targets, target => target.Id.Host, auditor.AuditAsync, cancel).ConfigureAwait(false);

        var unlisted = new SortedSet<string>(StringComparer.Ordinal);
        if (!options.Ignored.Contains(AuditKind.Extra))
        {
            var strangers = new ExtraRepositories(reading, auditor.Below, [.. targets.Select(target => target.Id)], findings);
            var roots = manifests.SelectMany(manifest => manifest.Destinations).Select(destination => destination.Root);
            unlisted.UnionWith(await strangers.FindAsync(roots, cancel).ConfigureAwait(false));
        }
        var sorted = findings.OrderBy(finding => finding.Repository, StringComparer.Ordinal).ThenBy(finding => finding.Tag, StringComparer.Ordinal)
            .ThenBy(finding => finding.Kind).ThenBy(finding => finding.Wanted).ToList();
        return new AuditReport(time.GetUtcNow(), auditor.Edges, targets.Count, sorted, reading.Failures, [.. unlisted]);
    }
}
