using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>
/// What the rows of a proxy's table of differences in <c>docs/edges.md</c> are tried with: <c>serve --assume-present</c> and the proxy, with one policy. A row that is no longer true fails,
/// in whichever of the two has changed.
/// </summary>
public abstract class EdgeRows : IAsyncLifetime
{
    /// <summary>Where <see cref="Manifest"/> leads.</summary>
    public const string Redirect = "307 https://registry.example.org/v2/pause/manifests/1";

    public const string Manifest = "GET /v2/pause/manifests/1 HTTP/1.1\r\n";
    public const string Blob = "GET /v2/pause/blobs/sha256:0000000000000000000000000000000000000000000000000000000000000000 HTTP/1.1\r\n";

    private readonly TempDirectory _directory = new();
    private FairleadServer? _serve;

    internal Uri Serve => _serve!.Data;

    /// <summary>Where the proxy listens.</summary>
    internal abstract Uri Proxy { get; }

    public async ValueTask InitializeAsync()
    {
        var policy = _directory.Write("policy.yaml", """
            upstream: {registry: "https://registry.example.org"}
            hosts: {other.example.org: {upstream: {registry: "https://other-upstream.example.org"}}}
            providers: [{name: all, mirrors: [{name: usual, url: "https://usual.example.org/{digest}"}, {name: oslo, url: "https://oslo.example.org/{digest}"}]}]
            routes: [{when: {header: {X-Site: oslo}}, use: [oslo]}]
            default: [usual]
            """);
        _serve = await FairleadServer.StartFromAsync(policy, new FairleadOptions { AssumePresent = true });
        await StartProxyAsync(policy);
    }

    public async ValueTask DisposeAsync()
    {
        await StopProxyAsync();
        if (_serve is not null) await _serve.DisposeAsync();
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends a request to both, and says what either answers: the status and every Location.</summary>
    public async Task<(string Serve, string Proxy)> AskAsync(string request) => (await AnswerAsync(Serve, request), await AnswerAsync(Proxy, request));

    protected abstract Task StartProxyAsync(string policyFile);

    protected abstract ValueTask StopProxyAsync();

    private static async Task<string> AnswerAsync(Uri server, string request)
    {
        var answer = await Clients.RawHttp.SendAsync(server, request);
        return string.Join(' ', answer.HeadersNamed("Location").Prepend($"{answer.Status}"));
    }
}
