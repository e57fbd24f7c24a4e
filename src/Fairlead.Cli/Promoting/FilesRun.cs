using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Promotion.Files.Reading;
using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Cli.Promoting;

/// <summary><c>promote files</c>: from manifests or a plan to what came of them.</summary>
internal sealed class FilesRun(FilesRequest request, TimeProvider time)
{
    /// <summary>Runs it; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var began = time.GetUtcNow();
        try
        {
            IReadOnlyList<FileManifest>? manifests = null;
            if (request.Manifests is { } folder && (manifests = FilesInput.Read(folder, request.Map, time, cancel)) is null) return ExitCode.Wrong;
            // Now, and not later: they are what was read a moment ago.
            var files = request.IsConfirmed ? RecordedFile.Of(FilesInput.FilesOf(manifests ?? [])) : [];
            FilePlan? kept = null;
            if (request.Plan is { } path)
            {
                if (await PlanInput.ReadAsync(path, FilePlanFile.ReadAsync, cancel).ConfigureAwait(false) is not { } read) return ExitCode.Wrong;
                (kept, files) = (read.Plan, [.. files, read.File]);
                if (manifests is not null && !PlanInput.IsAskedFor(new FilePlanScope(manifests).Beyond(kept))) return ExitCode.Failed;
            }
            var stores = new FilestoreClients(time);
            await using var closing = stores.ConfigureAwait(false);
            var digests = new ObjectDigests(stores, new DigestCache(request.Cache, time));
            var plan = await PlanAsync(manifests, kept, new FilePlanner(stores, digests, request.Jobs, time), cancel).ConfigureAwait(false);
            if (request.PlanOut is { } output && !await PlanInput.TryWriteAsync(output, stream => FilePlanFile.WriteAsync(plan, stream, cancel), cancel).ConfigureAwait(false)) return ExitCode.Failed;
            if (!request.IsJson) FilesText.Write(Console.Out, plan, request.IsVerbose);
            FilesText.WriteProblems(Console.Error, plan, request.AllowLost);
            var outcome = request.IsConfirmed ? await new FilesPromotion(request, files, stores, digests, time).RunAsync(plan, began, cancel).ConfigureAwait(false) : null;
            if (request.IsJson) await WriteJsonAsync(plan, outcome).ConfigureAwait(false);
            else if (outcome?.Record is { } record) await Console.Out.WriteLineAsync("recorded in " + TerminalText.Of(record)).ConfigureAwait(false);
            if (outcome is not null) return outcome.IsGood ? ExitCode.Done : ExitCode.Failed;
            if (plan.Copies.Any() && !plan.Refused.Any()) request.SayHow();
            return plan.Refused.Any() || !request.IsWhole(plan) ? ExitCode.Failed : ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("fairlead: interrupted; nothing was copied").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    private async Task<FilePlan> PlanAsync(IReadOnlyList<FileManifest>? manifests, FilePlan? kept, FilePlanner planner, CancellationToken cancel)
    {
        using var progress = FilesProgress.Start(time);
        return kept is not null
            ? await new FilePlanCheck(planner).CheckAsync(kept, progress, cancel).ConfigureAwait(false)
            : await planner.PlanAsync(WantedFile.Of(manifests!), request.Overwrite, progress, cancel).ConfigureAwait(false);
    }

    private static async Task WriteJsonAsync(FilePlan plan, FilesOutcome? outcome)
    {
        var output = Console.OpenStandardOutput();
        await using var closing = output.ConfigureAwait(false);
        // Whole, also when the run was interrupted: what was done has to be told.
        await FilePlanFile.WriteAsync(plan, output, outcome is null ? null : outcome.Write, CancellationToken.None).ConfigureAwait(false);
    }
}
