using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli;

/// <summary>Runs jobs of a sync, tells how far each has come, and what came of it.</summary>
/// <param name="registries">Where images are read from.</param>
/// <param name="options">How it is run.</param>
/// <param name="isJson">Whether what came of it is told as JSON, by somebody else.</param>
/// <param name="time">The clock.</param>
internal sealed class SyncJobRun(RegistryClients registries, SyncOptions options, bool isJson, TimeProvider time)
{
    /// <summary>Runs one; null when nothing can be told but that it failed.</summary>
    public async Task<SyncReport?> RunAsync(SyncJob job, CancellationToken cancel)
    {
        try
        {
            SyncReport report;
            using (var progress = SyncProgress.Start(job.Name, time))
                report = await new SyncRun(registries, options, time).RunAsync(job, progress, cancel).ConfigureAwait(false);
            if (!isJson) SyncText.Write(Console.Out, report);
            SyncText.WriteProblems(Console.Error, report, isAllInJson: isJson);
            return report;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"fairlead: {SyncText.Prefix(job.Name)}{TerminalText.Of(failure.Message)}").ConfigureAwait(false);
            return null;
        }
    }
}
