namespace Fairlead.Artifacts.Probing;

/// <summary>What all requests of one client to one redirector have in common. Thread-safe. To be disposed of.</summary>
internal sealed class ProbeSession : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly ProbeSender _sender;

    /// <param name="options">What is probed, and as whom.</param>
    /// <param name="tally">Where the requests are counted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="http">Sends them; disposed of with this. Null: <see cref="ProbeHttp"/>'s.</param>
    public ProbeSession(ProbeOptions options, ProbeTally tally, TimeProvider time, HttpMessageInvoker? http = null)
    {
        var guard = new ReachGuard(options.Redirector, options.Admin);
        (Options, Tally, _http) = (options, tally, http ?? ProbeHttp.Create(guard));
        _sender = new ProbeSender(_http, guard, options, tally, time);
        Puller = new Puller(new PullRoute(_sender, options), options, time);
        var explain = options is { Admin: { } admin, Client: { } client } ? new ExplainClient(_http, admin, options, client) : null;
        Judge = new RouteJudge(Puller, explain, options.Expect);
    }

    /// <summary>What is probed, and as whom.</summary>
    public ProbeOptions Options { get; }

    /// <summary>What was asked for so far.</summary>
    public ProbeTally Tally { get; }

    /// <summary>Makes the requests.</summary>
    public Puller Puller { get; }

    /// <summary>Judges where they led.</summary>
    public RouteJudge Judge { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sender.Dispose();
        _http.Dispose();
    }
}
