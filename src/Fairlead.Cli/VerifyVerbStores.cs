using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Registries.Credentials;

namespace Fairlead.Cli;

/// <summary><c>fairlead verify --to</c>: all jobs of a plan, and what came of them.</summary>
internal sealed class VerifyVerbStores(StoresPlan plan, TimeProvider time)
{
    /// <summary>Runs it; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var reports = new List<VerifyReport>();
        using (var registries = new RegistryClients(plan.Job.Registries with { Credentials = RegistryCredentials.FromEnvironment(Environment.GetEnvironmentVariable, time) }, time))
        {
            foreach (var job in plan.Job.Jobs)
            {
                reports.Add(await RunJobAsync(job, registries, cancel).ConfigureAwait(false));
                if (cancel.IsCancellationRequested) break;
            }
        }
        var isGood = reports.Count == plan.Job.Jobs.Count && reports.TrueForAll(report => report.IsGood);
        if (plan.IsJson) JsonOutput.Write(json => VerifyJson.Write(json, reports, isGood));
        return isGood ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<VerifyReport> RunJobAsync(SyncJob job, RegistryClients registries, CancellationToken cancel)
    {
        VerifyReport report;
        using (var progress = VerifyProgress.Start(job.Name, time))
            report = await new VerifyRun(registries, plan.Options, time).RunAsync(job, progress, cancel).ConfigureAwait(false);
        if (!plan.IsJson) VerifyText.Write(Console.Out, report);
        VerifyText.WriteFailures(Console.Error, report);
        return report;
    }
}
