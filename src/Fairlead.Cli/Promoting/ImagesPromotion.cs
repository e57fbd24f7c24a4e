using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Promotion.Recording;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli.Promoting;

/// <summary>A confirmed run, from a plan on: hook, record, copies, record, mirrors.</summary>
internal sealed class ImagesPromotion(ImagesRequest request, IReadOnlyList<RecordedFile> files, RegistryClients registries, TimeProvider time)
{
    /// <summary>Runs it. Ended by <paramref name="cancel"/>, it tells what was done until then.</summary>
    /// <exception cref="OperationCanceledException">It was ended before anything was copied.</exception>
    public async Task<ImagesOutcome> RunAsync(PromotionPlan plan, DateTimeOffset began, CancellationToken cancel)
    {
        var book = new RecordBook(request.Record!, "promote images", began, files, new ImagesWork(plan, report: null), time);
        if (plan.Refused.Any())
        {
            await Console.Error.WriteLineAsync("fairlead: nothing was copied").ConfigureAwait(false);
            return await book.EndAsync(new ImagesOutcome(RunState.Refused)).ConfigureAwait(false);
        }
        if (!ImagesRun.HasWork(plan)) return await SyncAsync(book, plan, new ImagesOutcome(RunState.Completed) { IsGood = request.IsWhole(plan) }, cancel).ConfigureAwait(false);

        if (request.BeforeCopy is { } command)
        {
            book.Hook = await new BeforeCopyHook(command, time).RunAsync((stream, token) => PlanFile.WriteAsync(plan, stream, more: null, token), cancel).ConfigureAwait(false);
            if (!book.Hook.IsAllowed) return await book.EndAsync(new ImagesOutcome(RunState.Vetoed) { Hook = book.Hook }).ConfigureAwait(false);
        }
        cancel.ThrowIfCancellationRequested();
        if (!await book.TryBeginAsync(cancel).ConfigureAwait(false)) return new ImagesOutcome(RunState.Refused) { Hook = book.Hook };

        var report = await ApplyAsync(plan, cancel).ConfigureAwait(false);
        book.Work = new ImagesWork(plan, report);
        if (!request.IsJson) OutcomeText.Write(Console.Out, report);
        ImagesProblems.Write(Console.Error, report);
        var outcome = new ImagesOutcome(report.IsInterrupted ? RunState.Interrupted : RunState.Completed) { Hook = book.Hook, Report = report, IsGood = report.IsGood && request.IsWhole(plan) };
        return report.IsInterrupted ? await book.EndAsync(outcome).ConfigureAwait(false) : await SyncAsync(book, plan, outcome, cancel).ConfigureAwait(false);
    }

    private async Task<PromotionReport> ApplyAsync(PromotionPlan plan, CancellationToken cancel)
    {
        using var progress = PromotionProgress.OfApplying(plan, time);
        var options = new PromotionOptions(request.Signatures);
        if (request.Jobs is { } jobs) options = options with { Jobs = jobs };
        return await new Promoter(registries, options, time).ApplyAsync(plan, progress, cancel).ConfigureAwait(false);
    }

    /// <summary>Records what was copied, at once, and then fills the mirrors with it.</summary>
    private async Task<ImagesOutcome> SyncAsync(RecordBook book, PromotionPlan plan, ImagesOutcome outcome, CancellationToken cancel)
    {
        if (request.Mirrors is not { } mirrors) return await book.EndAsync(outcome).ConfigureAwait(false);
        // Not all is done until they are filled: so it stays recorded where the run is killed meanwhile.
        book.IsSynced = false;
        await book.EndAsync(outcome with { IsGood = false }).ConfigureAwait(false);
        var images = new PromotedImages(plan, outcome.Report);
        var (reports, isGood) = await new MirrorsFill(mirrors, registries, request, time).RunAsync(images, cancel).ConfigureAwait(false);
        book.IsSynced = isGood;
        return await book.EndAsync(outcome with { Mirrors = reports, IsSynced = isGood, IsGood = outcome.IsGood && isGood }).ConfigureAwait(false);
    }
}
