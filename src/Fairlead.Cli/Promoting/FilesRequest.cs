using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Cli.Promoting;

/// <summary>What <c>promote files</c> was asked to do.</summary>
internal sealed record FilesRequest
{
    /// <summary>The folder of manifests, or the one file; null: the plan says what.</summary>
    public string? Manifests { get; init; }

    /// <summary>What takes the place of the manifests' stores.</summary>
    public required NameMap Map { get; init; }

    /// <summary>The plan to apply; null: one is made.</summary>
    public string? Plan { get; init; }

    /// <summary>Where the plan is written; null: nowhere.</summary>
    public string? PlanOut { get; init; }

    /// <summary>Whether it is no failure that something is lost.</summary>
    public bool AllowLost { get; init; }

    /// <summary>Whether other files of the same name are replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether anything may be put anywhere.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Asked before anything is copied; null: nobody is.</summary>
    public string? BeforeCopy { get; init; }

    /// <summary>Where the record goes; null only where nothing is confirmed.</summary>
    public RecordPlace? Record { get; init; }

    /// <summary>Files at the same time.</summary>
    public int Jobs { get; init; }

    /// <summary>Where digests of files that had to be read are kept; null: nowhere.</summary>
    public string? Cache { get; init; }

    /// <summary>Whether every edge is shown.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Whether JSON is wanted.</summary>
    public bool IsJson { get; init; }

    /// <summary>Whether a plan has all that the manifests want: nothing that could not be read, and nothing lost that may not be.</summary>
    public bool IsWhole(FilePlan plan) => plan.Failures.Count == 0 && (AllowLost || !plan.Lost.Any());
}
