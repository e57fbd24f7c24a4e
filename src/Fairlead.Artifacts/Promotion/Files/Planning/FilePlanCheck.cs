namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>Looks whether a plan that was made before can still be applied. Reads only.</summary>
public sealed class FilePlanCheck(FilePlanner planner)
{
    /// <summary>
    /// The same plan as the world is now: a copy that was made since is present. What is neither as it was planned from nor as it was planned to differs, with
    /// the reason, so that all of the plan is refused; what was lost and has come since stays lost: nobody has reviewed that it is copied. What could not be
    /// read when it was made is missing in it still.
    /// </summary>
    public async Task<FilePlan> CheckAsync(FilePlan plan, IFilePlanObserver observer, CancellationToken cancel)
    {
        var before = plan.Edges.ToDictionary(edge => (Wanted(edge).Target, edge.Digest));
        var now = await planner.PlanAsync(plan.Edges.Select(Wanted), overwrite: true, observer, cancel).ConfigureAwait(false);
        return now with
        {
            Edges = [.. now.Edges.Select(edge => Judge(before[(Wanted(edge).Target, edge.Digest)], edge))],
            Failures = [.. plan.Failures, .. now.Failures],
        };
    }

    private static FileEdge Judge(FileEdge planned, FileEdge now)
    {
        if (now.Action is FileAction.Present or FileAction.Differs) return now;
        return planned.Action switch
        {
            FileAction.Differs => now with { Action = FileAction.Differs, Reason = planned.Reason },
            FileAction.Present => now with { Action = FileAction.Differs, Reason = "it was there when the plan was made, and isn't any more: plan again" },
            FileAction.Lost when now.Action == FileAction.Copy => now with { Action = FileAction.Lost, Reason = "the source has it only since the plan was made: plan again" },
            _ when planned.Was != now.Was => now with { Action = FileAction.Differs, Reason = now.Was is null ? "the file that was to be overwritten is gone: plan again" : "another file has its name since the plan was made: plan again" },
            _ => now,
        };
    }

    private static WantedFile Wanted(FileEdge edge) => new(edge.File, edge.Digest, edge.From, edge.To);
}
