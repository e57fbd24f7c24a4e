using Fairlead.Artifacts.Promotion.Auditing;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Registries.Credentials;

namespace Fairlead.Cli.Promoting;

/// <summary><c>promote audit</c>: from manifests to what is wrong with what they promote.</summary>
internal sealed class AuditRun(AuditRequest request, TimeProvider time)
{
    /// <summary>Runs it; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        try
        {
            if (ManifestInput.Read(request.Manifests, request.Map, time, cancel) is not { } manifests) return ExitCode.Wrong;
            var report = await AuditAsync(manifests, cancel).ConfigureAwait(false);
            if (request.IsJson) await AuditJson.WriteAsync(report, cancel).ConfigureAwait(false);
            else AuditText.Write(Console.Out, report);
            AuditText.WriteFailures(Console.Error, report);
            return report.IsGood ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("fairlead: interrupted; what was found until then is not told, since it is not all").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    private async Task<AuditReport> AuditAsync(IReadOnlyList<PromotionManifest> manifests, CancellationToken cancel)
    {
        using var registries = new RegistryClients(request.Registries with { Credentials = RegistryCredentials.FromEnvironment(Environment.GetEnvironmentVariable, time) }, time);
        using var progress = PromotionProgress.OfPlanning(time);
        return await new PromotionAudit(registries, request.Options, time).AuditAsync(manifests, progress, cancel).ConfigureAwait(false);
    }
}
