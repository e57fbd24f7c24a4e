using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>Looks whether a plan that was made before can still be applied. Reads only.</summary>
public sealed class PlanCheck(RegistryClients registries, TimeProvider time)
{
    /// <summary>
    /// The same plan as the world is now: a copy that was made since is present. A tag that is neither as it was planned from nor as it was planned to is
    /// a tag-move, with the reason, so that all of the plan is refused; a copy whose digest the source has lost since is lost.
    /// </summary>
    public Task<PromotionPlan> CheckAsync(PromotionPlan plan, IPlanObserver observer, CancellationToken cancel) => throw new NotImplementedException($"{registries} {time}");
}
