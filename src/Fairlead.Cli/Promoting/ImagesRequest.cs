using Fairlead.Artifacts.Mirroring.Configuring;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli.Promoting;

/// <summary>What <c>promote images</c> or <c>promote plan</c> was asked to do.</summary>
internal sealed record ImagesRequest : PromotionRequest
{
    /// <summary>Which destinations get signatures.</summary>
    public required SignatureRule Signatures { get; init; }

    /// <summary>Whether the verb copies, when it is told to.</summary>
    public bool MayCopy { get; init; }

    /// <summary>Filled afterwards; null: none are.</summary>
    public MirrorsConfig? Mirrors { get; init; }

    /// <summary>Blobs at the same time; null: the default.</summary>
    public int? Jobs { get; init; }

    /// <summary>How registries are talked to.</summary>
    public required RegistryClientOptions Registries { get; init; }

    /// <summary>Whether a plan has all that the manifests want.</summary>
    public bool IsWhole(PromotionPlan plan) => IsWhole(plan.Failures.Count, plan.Lost.Any());
}
