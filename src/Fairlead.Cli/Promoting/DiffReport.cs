using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Promotion.Reviewing;
using Fairlead.Artifacts.Promotion.Revisions;

namespace Fairlead.Cli.Promoting;

/// <summary>What <c>promote diff</c> found.</summary>
/// <param name="Base">What there was.</param>
/// <param name="Head">What there is to be.</param>
/// <param name="AllowLost">Whether what is lost fails nothing.</param>
internal sealed record DiffReport(RevisionManifests Base, RevisionManifests Head, bool AllowLost)
{
    /// <summary>What changes; null where the manifests of the head can't be read.</summary>
    public ManifestDiff? Diff { get; init; }

    /// <summary>What would be done for what comes; null where no registry was asked.</summary>
    public PromotionPlan? Plan { get; init; }

    /// <summary>What changes of files; null where the manifests of the head can't be read.</summary>
    public FilesDiff? Files { get; init; }

    /// <summary>What would be done for the files that come; null where no store was asked.</summary>
    public FilePlan? FilePlan { get; init; }

    /// <summary>Whether there are no images, and so no registries.</summary>
    public bool HasFilesOnly => Head.Read.Manifests.Count == 0 && Head.FilesRead.Manifests.Count > 0;

    /// <summary>What is wrong with the head's manifests: all errors, and warnings of the files that change.</summary>
    public IEnumerable<PromotionProblem> Problems => Head.Problems.Where(problem => !problem.IsWarning
        || !Head.Files.TryGetValue(problem.At.File, out var id) || !Base.Files.TryGetValue(problem.At.File, out var before) || id != before);

    /// <summary>Whether not all that there was is known. A name that --map replaces and that only the head has is no reason.</summary>
    public bool IsBaseInDoubt => Base.Read.Problems.Concat(Base.FilesRead.Problems).Any(problem => !problem.IsWarning && !problem.Message.StartsWith("--map ", StringComparison.Ordinal));

    /// <summary>What keeps the change from being promoted.</summary>
    public int ExitCode => Head.HasErrors ? Cli.ExitCode.Wrong : IsRefused || IsIncomplete ? Cli.ExitCode.Failed : Cli.ExitCode.Done;

    /// <summary>Whether the whole of it would be refused.</summary>
    public bool IsRefused => Head.Problems.Any(problem => !problem.IsWarning) || Diff?.TagMoves.Count > 0 || Plan?.Refused.Any() == true
        || Files?.Rewrites.Count > 0 || FilePlan?.Refused.Any() == true;

    private bool IsIncomplete => Plan?.Failures.Count > 0 || FilePlan?.Failures.Count > 0 || (!AllowLost && (Plan?.Lost.Any() == true || FilePlan?.Lost.Any() == true));
}
