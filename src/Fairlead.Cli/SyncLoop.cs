using System.Globalization;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Registries.Credentials;

namespace Fairlead.Cli;

/// <summary>Runs all jobs of a plan once, or again and again, and tells what came of them.</summary>
/// <param name="plan">What the first run does.</param>
/// <param name="reread">What the next one does: the file of mirrors may have changed. Null when it is wrong, which has been said then.</param>
/// <param name="time">The clock.</param>
internal sealed class SyncLoop(SyncPlan plan, Func<SyncPlan?> reread, TimeProvider time)
{
    private SyncPlan _plan = plan;

    /// <summary>Runs it; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            var isGood = await RunOnceAsync(cancel).ConfigureAwait(false);
            if (_plan.Every is not { } every || cancel.IsCancellationRequested) return isGood ? ExitCode.Done : ExitCode.Failed;
            if (!_plan.IsJson) await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"next run at {time.GetUtcNow() + every:u}")).ConfigureAwait(false);
            try
            {
                await Task.Delay(every, time, cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Done; // nothing was under way
            }
            if (reread() is { } next) _plan = next;
            else await Console.Error.WriteLineAsync("fairlead: this run does what the last good configuration says").ConfigureAwait(false);
        }
    }

    private async Task<bool> RunOnceAsync(CancellationToken cancel)
    {
        var reports = new List<SyncReport>();
        // Anew each time: what they say may have changed since.
        var credentials = RegistryCredentials.FromEnvironment(Environment.GetEnvironmentVariable, time);
        using (var registries = new RegistryClients(_plan.Registries with { Credentials = credentials }, time))
        {
            var run = new SyncJobRun(registries, _plan.Sync, _plan.IsJson, time);
            foreach (var job in _plan.Jobs)
            {
                if (await run.RunAsync(job, cancel).ConfigureAwait(false) is { } report) reports.Add(report);
                if (cancel.IsCancellationRequested) break;
            }
        }
        var isGood = reports.Count == _plan.Jobs.Count && reports.All(report => report.IsGood);
        if (_plan.IsJson) JsonOutput.Write(json => SyncJson.Write(json, reports, isGood), isIndented: _plan.Every is null);
        return isGood;
    }
}
