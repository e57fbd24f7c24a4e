using Fairlead.Artifacts.Promotion.Holdings;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>Looks whether a plan that was made before can still be applied. Reads only.</summary>
public sealed class PlanCheck(RegistryClients registries)
{
    /// <summary>
    /// The same plan as the world is now: a copy that was made since is present. A tag that is neither as it was planned from nor as it was planned to is
    /// a tag-move, with the reason, so that all of the plan is refused, and so is what was present and is gone; a copy whose digest the source has lost
    /// since is lost. Only repositories that something was to be copied to, or was present in, are read. What can't be read is added to the failures.
    /// </summary>
    public async Task<PromotionPlan> CheckAsync(PromotionPlan plan, IPlanObserver observer, CancellationToken cancel)
    {
        var reading = new PlanReading(registries, observer);
        var checkedPlan = new PlanBuilder();
        checkedPlan.Add(plan.Edges.Where(edge => !IsOpen(edge)));
        var targets = Targets(plan, reading);
        reading.Expect(targets.Count);
        foreach (var attachment in plan.Attachments)
        {
            var id = RepositoryId.Of(attachment.To, attachment.Image);
            if (targets.TryGetValue(id, out var target)) target.Attachments.Add(attachment);
            else if (reading.IsSource(id)) reading.Fail(id, 0, TargetChecker.OfSource);
            else checkedPlan.Add(attachment);
        }
        var checker = new TargetChecker(reading, checkedPlan);
        await AskedHosts.ForEachAsync(targets.Values, target => target.Id.Host, checker.CheckAsync, cancel).ConfigureAwait(false);
        return checkedPlan.Build(plan.Made, [.. plan.Failures.Concat(reading.Failures).OrderBy(failure => failure.Repository, StringComparer.Ordinal)]);
    }

    private static bool IsOpen(PlanEdge edge) => edge.Action is EdgeAction.Copy or EdgeAction.Present;

    private static Dictionary<RepositoryId, CheckTarget> Targets(PromotionPlan plan, PlanReading reading)
    {
        var targets = new Dictionary<RepositoryId, CheckTarget>();
        foreach (var attachment in plan.Attachments) reading.Source(RepositoryId.Of(attachment.From, attachment.Image));
        foreach (var edge in plan.Edges)
        {
            var source = reading.Source(RepositoryId.Of(edge.From, edge.Image)); // one that nothing may be put into, whatever becomes of the edge
            if (!IsOpen(edge)) continue;
            var id = RepositoryId.Of(edge.To, edge.Image);
            if (!targets.TryGetValue(id, out var target)) targets[id] = target = new CheckTarget(id);
            target.Add(edge, source);
        }
        return targets;
    }
}
