using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Probing.Deployments;

namespace Fairlead.Cli.Probing;

/// <summary>Pulls all images as all clients, at the target and where it is compared with. To be used once.</summary>
internal sealed class ProbeRun(ProbeRequest request, TimeProvider time)
{
    private readonly ProbeTally _tally = new();
    private readonly List<ClientProbe> _clients = [];

    /// <summary>Runs it, until it is done, ended, or late.</summary>
    public async Task<ProbeReport> RunAsync(TextWriter progress, int? width, CancellationToken cancel)
    {
        var (began, start, end) = (time.GetUtcNow(), time.GetTimestamp(), ProbeEnd.Done);
        using var late = new CancellationTokenSource(request.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        using (var told = new ProbeProgress(request.Images.Count * request.Clients.Count, _tally, progress, width, time))
        {
            try
            {
                foreach (var client in request.Clients) await ProbeAsync(client, told, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                end = cancel.IsCancellationRequested ? ProbeEnd.Interrupted : ProbeEnd.Late;
            }
        }
        return new ProbeReport(request, _clients, end, _tally, began, time.GetElapsedTime(start));
    }

    private async Task ProbeAsync(ClientClaim? client, ProbeProgress progress, CancellationToken cancel)
    {
        List<ImageProbe> images = [], others = [];
        var differences = new List<RouteDifference>();
        _clients.Add(new ClientProbe(client, images, others, differences));
        using var target = Open(request.Target, client);
        using var against = request.Against is null ? null : Open(request.Against, client);
        foreach (var image in request.Images)
        {
            var here = await target.ProbeAsync(image, progress.Checked, cancel).ConfigureAwait(false);
            images.Add(here);
            // One after the other: both lead to the same mirrors, whose rate is one.
            if (against is not null)
            {
                others.Add(await against.ProbeAsync(image, _ => { }, cancel).ConfigureAwait(false));
                differences.AddRange(RouteDifference.Of(here, others[^1]));
            }
            progress.Done();
        }
    }

    private DeploymentProbe Open(ProbedRedirector redirector, ClientClaim? client) => new(request.OptionsFor(redirector, client), request.Limits, _tally, time);
}
