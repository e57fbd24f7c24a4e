namespace Fairlead.Artifacts.Probing;

/// <summary>
/// Finds out what clients get from a redirector and from where it sends them: for each blob a HEAD, a GET and two Ranges, followed by hand,
/// every byte hashed. No credentials are ever sent. To be disposed of.
/// </summary>
public sealed class ThroughProbe : IDisposable
{
    private readonly ProbeSession _session;

    /// <summary>Nothing is asked yet.</summary>
    public ThroughProbe(ProbeOptions options, TimeProvider time)
        : this(options, time, http: null)
    {
    }

    /// <summary>The same over another client; it is disposed of with this.</summary>
    internal ThroughProbe(ProbeOptions options, TimeProvider time, HttpMessageInvoker? http) => _session = new ProbeSession(options, new ProbeTally(), time, http);

    /// <summary>Probes blobs, several at a time.</summary>
    /// <param name="blobs">Which.</param>
    /// <param name="done">Told of each as it is done, by several threads at once; quick, and never throws.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>One each, in the same order.</returns>
    public async Task<IReadOnlyList<BlobProbe>> ProbeAsync(IReadOnlyList<ProbedBlob> blobs, Action<BlobProbe> done, CancellationToken cancel)
    {
        var probes = new BlobProbe[blobs.Count];
        await Parallel.ForAsync(0, blobs.Count, new ParallelOptions { MaxDegreeOfParallelism = _session.Options.Jobs, CancellationToken = cancel }, async (i, token) =>
        {
            probes[i] = await new BlobProber(blobs[i], _session, token).ProbeAsync().ConfigureAwait(false);
            done(probes[i]);
        }).ConfigureAwait(false);
        return probes;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
