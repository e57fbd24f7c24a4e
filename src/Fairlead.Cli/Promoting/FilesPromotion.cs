using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Promotion.Files.Copying;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Promotion.Files.Reading;
using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Cli.Promoting;

/// <summary>A confirmed run of files, from a plan on: hook, record, copies, record.</summary>
internal sealed class FilesPromotion(FilesRequest request, IReadOnlyList<RecordedFile> files, FilestoreClients stores, ObjectDigests digests, TimeProvider time)
{
    /// <summary>Runs it. Ended by <paramref name="cancel"/>, it tells what was done until then.</summary>
    /// <exception cref="OperationCanceledException">It was ended before anything was copied.</exception>
    public async Task<FilesOutcome> RunAsync(FilePlan plan, DateTimeOffset began, CancellationToken cancel)
    {
        var book = new RecordBook(request.Record!, "promote files", began, files, new FilesWork(plan, report: null), time);
        if (plan.Refused.Any())
        {
            await Console.Error.WriteLineAsync("fairlead: nothing was copied").ConfigureAwait(false);
            return await book.EndAsync(new FilesOutcome(RunState.Refused)).ConfigureAwait(false);
        }
        if (!plan.Copies.Any()) return await book.EndAsync(new FilesOutcome(RunState.Completed) { IsGood = request.IsWhole(plan) }).ConfigureAwait(false);
        if (request.BeforeCopy is { } command)
        {
            book.Hook = await new BeforeCopyHook(command, time).RunAsync((stream, token) => FilePlanFile.WriteAsync(plan, stream, token), cancel).ConfigureAwait(false);
            if (!book.Hook.IsAllowed) return await book.EndAsync(new FilesOutcome(RunState.Vetoed) { Hook = book.Hook }).ConfigureAwait(false);
        }
        cancel.ThrowIfCancellationRequested();
        if (!await book.TryBeginAsync(cancel).ConfigureAwait(false)) return new FilesOutcome(RunState.Refused) { Hook = book.Hook };
        var report = await ApplyAsync(plan, cancel).ConfigureAwait(false);
        book.Work = new FilesWork(plan, report);
        if (!request.IsJson) FilesText.Write(Console.Out, report);
        FilesText.WriteProblems(Console.Error, report);
        var state = report.IsInterrupted ? RunState.Interrupted : RunState.Completed;
        return await book.EndAsync(new FilesOutcome(state) { Hook = book.Hook, Report = report, IsGood = report.IsGood && request.IsWhole(plan) }).ConfigureAwait(false);
    }

    private async Task<FileReport> ApplyAsync(FilePlan plan, CancellationToken cancel)
    {
        using var progress = FilesProgress.Start(time);
        return await new FilePromoter(stores, digests, new CopyOptions { Jobs = request.Jobs }, time).ApplyAsync(plan, progress, cancel).ConfigureAwait(false);
    }
}
