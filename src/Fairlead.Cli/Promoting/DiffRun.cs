using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Promotion.Reviewing;
using Fairlead.Artifacts.Promotion.Revisions;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli.Promoting;

/// <summary>Compares the manifests of two commits, and asks registries and stores about what comes.</summary>
internal sealed class DiffRun(DiffPlan plan, TimeProvider time)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="GitException">The repository can't be read.</exception>
    public async Task<DiffReport> RunAsync(CancellationToken cancel)
    {
        var reader = new RevisionReader(plan.Repository, plan.Path, time);
        var (from, to) = await reader.ResolveAsync(plan.Range, cancel).ConfigureAwait(false);
        var head = await reader.ReadAsync(to, plan.Map, cancel).ConfigureAwait(false);
        if (head.Files.Count == 0 && head.Problems.Count == 0) throw new GitException($"{to} has no manifests in {plan.Path}: name the folder that holds manifests/ and images/ (or filestores/) with --manifests, from the repository's top");
        var start = await reader.ReadAsync(from, plan.Map, cancel).ConfigureAwait(false);
        var report = new DiffReport(start, head, plan.AllowLost);
        if (head.HasErrors) return report;

        var diff = ManifestDiff.Between(start.Read.Manifests, head.Read.Manifests);
        var files = FilesDiff.Between(start.FilesRead.Manifests, head.FilesRead.Manifests);
        return report with
        {
            Diff = diff,
            Files = files,
            Plan = report.HasFilesOnly ? null : await PlanAsync(diff.Added, cancel).ConfigureAwait(false),
            FilePlan = head.FilesRead.Manifests.Count == 0 ? null : await PlanAsync(files, cancel).ConfigureAwait(false),
        };
    }

    private async Task<PromotionPlan?> PlanAsync(IReadOnlyList<PromotionManifest> added, CancellationToken cancel)
    {
        if (plan.Registries is not { } options) return null;
        using var registries = new RegistryClients(options, time);
        using var progress = PromotionProgress.OfPlanning(time);
        // Signatures are read when it is promoted: here each would be one more request that a stranger may have us make.
        return await new PromotionPlanner(registries, new SignatureRule(SignatureMode.None), time).PlanAsync(added, progress, cancel).ConfigureAwait(false);
    }

    private async Task<FilePlan?> PlanAsync(FilesDiff files, CancellationToken cancel)
    {
        if (plan.Registries is null) return null;
        using var progress = FilesProgress.Start(time);
        return await new DiffStores(plan.Map, time).PlanAsync(files.Added, progress, cancel).ConfigureAwait(false);
    }
}
