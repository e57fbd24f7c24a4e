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

    /// <summary>What is wrong with the head's manifests: all errors, and warnings of the files that change.</summary>
    public IEnumerable<PromotionProblem> Problems => Head.Problems.Where(problem => !problem.IsWarning
        || !Head.Files.TryGetValue(problem.At.File, out var id) || !Base.Files.TryGetValue(problem.At.File, out var before) || id != before);

    /// <summary>Whether not all that there was is known. A name that --map replaces and that only the head has is no reason.</summary>
    public bool IsBaseInDoubt => Base.Read.Problems.Any(problem => !problem.IsWarning && !problem.Message.StartsWith("--map ", StringComparison.Ordinal));

    /// <summary>What keeps the change from being promoted.</summary>
    public int ExitCode => Head.HasErrors ? Cli.ExitCode.Wrong : IsRefused || IsIncomplete ? Cli.ExitCode.Failed : Cli.ExitCode.Done;

    /// <summary>Whether the whole of it would be refused.</summary>
    public bool IsRefused => Head.Problems.Any(problem => !problem.IsWarning) || Diff?.TagMoves.Count > 0 || Plan?.Refused.Any() == true;

    private bool IsIncomplete => Plan is not null && (Plan.Failures.Count > 0 || (!AllowLost && Plan.Lost.Any()));
}
