using Fairlead.Artifacts.Mirroring.Configuring;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Promotion.Recording;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli.Promoting;

/// <summary>What <c>promote images</c> or <c>promote plan</c> was asked to do.</summary>
internal sealed record ImagesRequest
{
    /// <summary>Where the manifests are; null where only a plan is given.</summary>
    public string? Manifests { get; init; }

    /// <summary>What takes the place of names in them.</summary>
    public required NameMap Map { get; init; }

    /// <summary>The plan to apply; null: one is made.</summary>
    public string? Plan { get; init; }

    /// <summary>Where the plan is written; null: nowhere.</summary>
    public string? PlanOut { get; init; }

    /// <summary>Which destinations get signatures.</summary>
    public required SignatureRule Signatures { get; init; }

    /// <summary>Whether it is no failure that something is lost.</summary>
    public bool AllowLost { get; init; }

    /// <summary>Whether anything may be put anywhere.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Whether the verb copies, when it is told to.</summary>
    public bool MayCopy { get; init; }

    /// <summary>Asked before anything is copied; null: nobody is.</summary>
    public string? BeforeCopy { get; init; }

    /// <summary>Filled afterwards; null: none are.</summary>
    public MirrorsConfig? Mirrors { get; init; }

    /// <summary>Where the record goes; null only where nothing is confirmed.</summary>
    public RecordPlace? Record { get; init; }

    /// <summary>Blobs at the same time; null: the default.</summary>
    public int? Jobs { get; init; }

    /// <summary>How registries are talked to.</summary>
    public required RegistryClientOptions Registries { get; init; }

    /// <summary>Whether every edge is shown.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Whether JSON is wanted.</summary>
    public bool IsJson { get; init; }

    /// <summary>Whether a plan has all that the manifests want: nothing that could not be read, and nothing lost that may not be.</summary>
    public bool IsWhole(PromotionPlan plan) => plan.Failures.Count == 0 && (AllowLost || !plan.Lost.Any());
}
