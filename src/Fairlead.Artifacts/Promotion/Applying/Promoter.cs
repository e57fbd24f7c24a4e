using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>
/// Applies plans. In each destination of each image: blobs first (mounted where the registry has them in another repository, else sent, each read once
/// from the source for all destinations), then children, attachments and manifests, byte for byte, and tags last. What was interrupted is
/// continued by the next run. Nothing is ever removed, and no tag is moved: each is asked for once more before it is put.
/// </summary>
public sealed class Promoter(RegistryClients registries, PromotionOptions options, TimeProvider time)
{
    /// <summary>Applies a plan that has nothing refused. What fails is in the report, and the rest goes on. Ended by <paramref name="cancel"/>, it tells what was done.</summary>
    /// <exception cref="ArgumentException">Something in the plan is refused, and so all of it is.</exception>
    public Task<PromotionReport> ApplyAsync(PromotionPlan plan, IPromotionObserver observer, CancellationToken cancel)
    {
        if (plan.Refused.Any()) throw new ArgumentException("a plan with refused edges is not applied, nor any part of it", nameof(plan));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Jobs, 1);
        return new ApplyRun(registries, options, time, plan, observer, cancel).RunAsync();
    }
}
