namespace Fairlead.Artifacts.Probing;

/// <summary>
/// Finds out what clients get from a redirector and from where it sends them: for each blob a HEAD, a GET and two Ranges, followed by hand,
/// every byte hashed. No credentials are ever sent. To be disposed of.
/// </summary>
public sealed class ThroughProbe : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly ProbeOptions _options;
    private readonly Puller _puller;
    private readonly ExplainClient? _explain;

    /// <summary>Nothing is asked yet.</summary>
    public ThroughProbe(ProbeOptions options, TimeProvider time)
        : this(options, time, ProbeHttp.Create())
    {
    }

    /// <summary>The same over another client; it is disposed of with this.</summary>
    internal ThroughProbe(ProbeOptions options, TimeProvider time, HttpMessageInvoker http)
    {
        (_options, _http) = (options, http);
        _puller = new Puller(new PullRoute(http, options), options, time);
        _explain = options.Admin is { } admin ? new ExplainClient(http, admin, options) : null;
    }

    /// <summary>Probes blobs, several at a time.</summary>
    /// <param name="blobs">Which.</param>
    /// <param name="done">Told of each as it is done, by several threads at once; quick, and never throws.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>One each, in the same order.</returns>
    public async Task<IReadOnlyList<BlobProbe>> ProbeAsync(IReadOnlyList<ProbedBlob> blobs, Action<BlobProbe> done, CancellationToken cancel)
    {
        var probes = new BlobProbe[blobs.Count];
        await Parallel.ForAsync(0, blobs.Count, new ParallelOptions { MaxDegreeOfParallelism = _options.Jobs, CancellationToken = cancel }, async (i, token) =>
        {
            probes[i] = await new BlobProber(blobs[i], _puller, _explain, _options, token).ProbeAsync().ConfigureAwait(false);
            done(probes[i]);
        }).ConfigureAwait(false);
        return probes;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
