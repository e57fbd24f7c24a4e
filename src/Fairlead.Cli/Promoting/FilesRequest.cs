using Fairlead.Artifacts.Promotion.Files.Planning;

namespace Fairlead.Cli.Promoting;

/// <summary>What <c>promote files</c> was asked to do.</summary>
internal sealed record FilesRequest : PromotionRequest
{
    /// <summary>Whether other files of the same name are replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Files at the same time.</summary>
    public int Jobs { get; init; }

    /// <summary>Where digests of files that had to be read are kept; null: nowhere.</summary>
    public string? Cache { get; init; }

    /// <summary>Whether a plan has all that the manifests want.</summary>
    public bool IsWhole(FilePlan plan) => IsWhole(plan.Failures.Count, plan.Lost.Any());
}
