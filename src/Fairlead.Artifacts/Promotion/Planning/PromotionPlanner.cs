using Fairlead.Artifacts.Promotion.Holdings;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>
/// Compares what manifests say with what registries hold. One listing a repository and destination, whatever number of images; where it doesn't
/// tell digests (only Google's does), one HEAD more for every tag that is wanted and there. Of a source's repository one listing, when some destination
/// lacks something or attachments are wanted, and where it doesn't tell digests one HEAD for each that is lacking. Reads only.
/// </summary>
public sealed class PromotionPlanner(RegistryClients registries, SignatureRule signatures, TimeProvider time)
{
    /// <summary>
    /// Makes the plan. Decided in this order: the tag is that digest already, or it has none and the digest is there: present. The source hasn't got
    /// the digest: lost. The tag names another digest: tag-move. Else copy. A destination's tag that the manifests give two digests is a tag-move
    /// of both, with the reason, whatever registries hold. Where manifests take the same from several sources, it comes from the first that has it. A
    /// repository that something comes from is none that anything is put into. What can't be read is in the plan's failures, and the rest goes on.
    /// </summary>
    public async Task<PromotionPlan> PlanAsync(IReadOnlyList<PromotionManifest> manifests, IPlanObserver observer, CancellationToken cancel)
    {
        var reading = new PlanReading(registries, observer);
        var plan = new PlanBuilder();
        var targets = PlanTargets.Of(manifests, reading);
        reading.Expect(targets.Count);
        var decider = new TargetDecider(reading, signatures, plan);
        await AskedHosts.ForEachAsync(targets, target => target.Id.Host, decider.DecideAsync, cancel).ConfigureAwait(false);
        return plan.Build(time.GetUtcNow(), reading.Failures);
    }
}
