using Fairlead.Artifacts.Mirroring.Configuring;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli.Promoting;

/// <summary>
/// Fills the mirrors of a <c>mirrors.yaml</c> with what was promoted: each job with its destinations and what it selects of platforms, referrers and
/// tags, and the promoted images in the place of its sources.
/// </summary>
internal sealed class MirrorsFill(MirrorsConfig mirrors, RegistryClients registries, ImagesRequest request, TimeProvider time)
{
    /// <summary>Runs every job; what each came to, and whether all of it is done.</summary>
    public async Task<(IReadOnlyList<SyncReport> Reports, bool IsGood)> RunAsync(PromotedImages images, CancellationToken cancel)
    {
        var reports = new List<SyncReport>();
        var isGood = true;
        var options = new SyncOptions { Copy = (request.Jobs ?? mirrors.ParallelBlobs) is { } jobs ? new CopyOptions { Jobs = jobs } : new CopyOptions() };
        var run = new SyncJobRun(registries, options, request.IsJson, time);
        foreach (var job in mirrors.Jobs)
        {
            var hosts = HostsOf(job);
            List<SourceSpec> sources = [.. SelectionsOf(job).SelectMany(selection => images.Sources(hosts, selection))];
            if (sources.Count == 0) continue; // an inventory that nothing was put into stays as it is
            var report = cancel.IsCancellationRequested ? null : await run.RunAsync(job with { Sources = sources }, cancel).ConfigureAwait(false);
            if (report is not null) reports.Add(report);
            isGood &= report is { IsGood: true };
        }
        if (!isGood) await Console.Error.WriteLineAsync("fairlead: the mirrors don't have all of it; run it again, and it fills them").ConfigureAwait(false);
        return (reports, isGood);
    }

    /// <summary>What a job's sources select, each once: an image gets in that any of them lets in. What is read from stores selects nothing.</summary>
    private static IEnumerable<Selection> SelectionsOf(SyncJob job)
    {
        var ofImages = job.Sources.Where(source => source is not (StoreUrlSource or MissingSource)).Select(source => source.Selection).Distinct().ToList();
        return ofImages.Count > 0 ? ofImages : [Selection.All];
    }

    /// <summary>The registries that a job reads from by itself.</summary>
    private static HashSet<string> HostsOf(SyncJob job)
    {
        var hosts = job.Sources.Select(source => source switch
        {
            ImageSource image => image.Reference.Host,
            RegistrySource registry => registry.Host,
            PromotionSource promotion => promotion.Registry?.Split('/')[0],
            MissingSource missing => missing.Host,
            _ => null,
        });
        return hosts.OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
