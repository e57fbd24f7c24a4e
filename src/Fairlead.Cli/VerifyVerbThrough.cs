using System.Collections.Concurrent;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Registries.Credentials;
using Fairlead.Formats.Oci;

namespace Fairlead.Cli;

/// <summary><c>fairlead verify --through</c>: chooses blobs, pulls them as a client would, and tells what came of it.</summary>
internal sealed class VerifyVerbThrough(ThroughPlan plan, TimeProvider time)
{
    /// <summary>What a blob is asked for under where its source knows no repository: mirrors know blobs by their digests alone.</summary>
    private const string AnyRepository = "fairlead/verify";

    /// <summary>Runs it; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        WalkReport walk;
        using (var registries = new RegistryClients(plan.Registries with { Credentials = RegistryCredentials.FromEnvironment(Environment.GetEnvironmentVariable, time) }, time))
        using (var progress = VerifyProgress.Start("", time))
        {
            progress.Entered(VerifyPhase.Walking);
            walk = await SourceSurvey.WalkAsync(registries, plan.Sources, time, progress, cancel).ConfigureAwait(false);
        }
        ProbedBlob[] blobs = [.. walk.Blobs.Where(blob => blob.Size >= 0).Select(blob => new ProbedBlob(RepositoryOf(blob), blob.Digest, blob.Size))];
        var report = await ProbeAsync(ProbeSample.Choose(blobs, plan.Sample, plan.Seed), new ThroughReport(plan, [], blobs.Length, walk.Failures), cancel).ConfigureAwait(false);
        if (plan.IsJson) JsonOutput.Write(json => ThroughJson.Write(json, report));
        else ThroughText.Write(Console.Out, report);
        ThroughText.WriteFailures(Console.Error, report);
        return report.IsGood ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<ThroughReport> ProbeAsync(IReadOnlyList<ProbedBlob> sample, ThroughReport report, CancellationToken cancel)
    {
        var probed = new ConcurrentQueue<BlobProbe>();
        using var progress = VerifyProgress.Start("", time);
        progress.Entered(VerifyPhase.Reading);
        progress.ToRead(CopyTotals.Of(sample.Select(blob => blob.Size)));
        using var probe = new ThroughProbe(plan.Probe, time);
        try
        {
            var blobs = await probe.ProbeAsync(sample, done =>
            {
                probed.Enqueue(done);
                progress.Read((int)Math.Min(int.MaxValue, done.Blob.Size));
                progress.Checked();
            }, cancel).ConfigureAwait(false);
            return report with { Blobs = blobs };
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return report with { Blobs = [.. probed], IsInterrupted = true };
        }
    }

    private static string RepositoryOf(WantedBlob blob) => blob.Locations.Select(location => location.Repository).FirstOrDefault(name => RepositoryName.IsValid(name)) ?? AnyRepository;
}
