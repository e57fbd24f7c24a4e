using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Probing.Deployments;

/// <summary>
/// Finds out what one client gets from one redirector: images, pulled as clients do, with all that belongs to them. No credentials are ever
/// sent. Images one after the other, so that two probes of the same images ask for the same paths. To be disposed of.
/// </summary>
public sealed class DeploymentProbe : IDisposable
{
    private readonly ProbeSession _session;
    private readonly ProbeLimits _limits;
    private readonly HashSet<Digest> _seen = [];
    private bool _hasBegun;

    /// <summary>Nothing is asked yet.</summary>
    /// <param name="options">What is probed, and as whom.</param>
    /// <param name="limits">How much is asked for at the most.</param>
    /// <param name="tally">Where the requests are counted.</param>
    /// <param name="time">The clock.</param>
    public DeploymentProbe(ProbeOptions options, ProbeLimits limits, ProbeTally tally, TimeProvider time) =>
        (_session, _limits) = (new ProbeSession(options, tally, time), limits);

    /// <summary>Pulls an image. What one before it has shared with it is not asked for again.</summary>
    /// <param name="image">Which.</param>
    /// <param name="done">Told of each path as it is done, by several threads at once; quick, and never throws.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<ImageProbe> ProbeAsync(ProbedImage image, Action<PathProbe> done, CancellationToken cancel)
    {
        var api = _hasBegun ? null : await new ApiProber(image.Repository, _session, cancel).ProbeAsync().ConfigureAwait(false);
        _hasBegun = true;
        var probe = await new ImageProber(image, _session, _limits, _seen, done, cancel).ProbeAsync().ConfigureAwait(false);
        if (api is null) return probe;
        var first = probe.Paths[0];
        return probe with { Paths = [first with { Checks = [api, .. first.Checks] }, .. probe.Paths.Skip(1)] };
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
