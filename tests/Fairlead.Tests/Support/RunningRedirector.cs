using System.Net;
using System.Text;
using Fairlead.Demo.Images;
using Fairlead.Demo.Mirrors;
using Fairlead.Demo.Registry;
using Fairlead.Policy.Loading;
using Fairlead.Redirector.Hosting;

namespace Fairlead.Tests.Support;

/// <summary>
/// The whole server on loopback, in front of two registries and two mirrors. A policy names them <c>&lt;upstream&gt;</c>,
/// <c>&lt;signatures&gt;</c>, <c>&lt;near&gt;</c> and <c>&lt;far&gt;</c>, and <c>&lt;dead&gt;</c> is a registry where nobody listens. This
/// machine is a trusted proxy unless the policy says otherwise.
/// </summary>
internal sealed class RunningRedirector : IAsyncDisposable
{
    /// <summary>A client in the region of the near mirror, by <see cref="TwoMirrors"/>.</summary>
    public const string InParis = "192.0.2.10";

    /// <summary>A client in the region of the far mirror.</summary>
    public const string InVirginia = "198.51.100.10";

    /// <summary>A client of no provider.</summary>
    public const string Elsewhere = "203.0.113.10";

    /// <summary>One provider with two regions and a mirror in each.</summary>
    public const string TwoMirrors = """
        upstream: {registry: "<upstream>"}
        providers:
          - name: cloud
            cidrs: [{prefix: 192.0.2.0/24, region: eu-west-3}, {prefix: 198.51.100.0/24, region: us-east-1}, {prefix: "2001:db8::/32", region: eu-west-3}]
            mirrors: [{region: eu-west-3, url: "<near>"}, {region: us-east-1, url: "<far>"}]
        """;

    private const string BehindThisMachine = """

        clientAddress: {from: x-forwarded-for, trustedProxies: [127.0.0.0/8]}
        """;

    private readonly MemoryStream _accessLog = new();
    private readonly List<string> _narrated = [];
    private RedirectorServer _server = null!;
    private string _policy = "";
    private bool _isDisposed;

    private RunningRedirector(RegistryServer upstream, RegistryServer signatures, RegistryServer dead, BlobMirror near, BlobMirror far) =>
        (Upstream, Signatures, Dead, Near, Far) = (upstream, signatures, dead, near, far);

    public static DemoImage Image { get; } = DemoImage.Create();

    /// <summary>A blob that both mirrors hold at the start.</summary>
    public static Blob Held => Image.SharedLayer.Blob;

    public RegistryContent Content { get; private init; } = null!;

    public RegistryContent SignatureContent { get; private init; } = null!;

    public RegistryServer Upstream { get; }

    public RegistryServer Signatures { get; }

    public RegistryServer Dead { get; }

    public BlobMirror Near { get; }

    public BlobMirror Far { get; }

    public CapturedLog Log { get; } = new();

    /// <summary>The data port, with a slash at the end.</summary>
    public Uri Address => new(_server.Addresses[0]);

    /// <summary>The port that proxies ask, where the options say so.</summary>
    public Uri Edge => new(_server.EdgeAddress!);

    public Uri Admin => new(_server.AdminAddress);

    /// <summary>What the audience was told.</summary>
    public IReadOnlyList<string> Narrated
    {
        get { lock (_narrated) return [.. _narrated]; }
    }

    /// <param name="policy">The policy's text.</param>
    /// <param name="time">Where the server's time comes from.</param>
    /// <param name="changeOptions">Another way to serve than the usual one of tests.</param>
    /// <param name="changeConfig">What is done to the policy after it was found good.</param>
    public static async Task<RunningRedirector> StartAsync(
        string policy = TwoMirrors, TimeProvider? time = null, Func<ServeOptions, ServeOptions>? changeOptions = null, Func<PolicyConfig, PolicyConfig>? changeConfig = null)
    {
        var (content, signatures) = (new RegistryContent(), new RegistryContent());
        content.AddImage(DemoImage.Repository, DemoImage.Tag, Image.Image);
        var dead = await RegistryServer.StartAsync(new RegistryContent());
        var running = new RunningRedirector(
            await RegistryServer.StartAsync(content),
            await RegistryServer.StartAsync(signatures),
            dead,
            await BlobMirror.StartAsync(Image.WholeMirror),
            await BlobMirror.StartAsync(Image.WholeMirror))
        { Content = content, SignatureContent = signatures };
        await dead.StopAsync();
        var options = new ServeOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Admin = new IPEndPoint(IPAddress.Loopback, 0),
            AccessLog = running._accessLog,
            Narrate = line => { lock (running._narrated) running._narrated.Add(line); },
            Background = false,
        };
        running._policy = policy;
        var config = running.Load().Policy!;
        var source = new PolicySource("policy.yaml", WatchedFile: null, Fingerprint: null, running.Load);
        running._server = await RedirectorServer.StartAsync(
            changeOptions?.Invoke(options) ?? options, changeConfig?.Invoke(config) ?? config, source, time ?? TimeProvider.System, running.Log.Factory, TestContext.Current.CancellationToken);
        return running;
    }

    /// <summary>Puts another policy into force; false when it was refused.</summary>
    public Task<bool> ReloadAsync(string policy)
    {
        _policy = policy;
        return _server.ReloadAsync();
    }

    /// <summary>Has the server ask for each mirror's inventory now.</summary>
    public Task RefreshInventoriesAsync() => _server.RefreshInventoriesAsync(TestContext.Current.CancellationToken);

    /// <summary>One request with this raw target. The client's address stands in <c>X-Forwarded-For</c>.</summary>
    public Task<RawAnswer> GetAsync(string target, string? from = null, string host = "registry.example", string method = "GET", string headers = "") =>
        SendAsync($"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{(from is null ? "" : $"X-Forwarded-For: {from}\r\n")}{headers}\r\n");

    /// <summary>One request of these bytes; it must have the server close the connection.</summary>
    public Task<RawAnswer> SendAsync(string request) => RawHttp.SendAsync(Address, request);

    /// <summary>One request to the admin port.</summary>
    public Task<RawAnswer> AskAdminAsync(string target, string method = "GET", string host = "localhost", string headers = "", string body = "") =>
        RawHttp.SendAsync(Admin, $"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{(body.Length > 0 ? $"Content-Length: {body.Length}\r\n" : "")}{headers}\r\n{body}");

    /// <summary>All that <c>/metrics</c> says.</summary>
    public async Task<PrometheusSamples> MetricsAsync() => PrometheusSamples.Parse((await AskAdminAsync("/metrics")).Body);

    /// <summary>What SIGTERM does. Ends when the delay is over or cut short.</summary>
    public Task StopAsync(TimeSpan delay, CancellationToken hurry) => _server.StopAsync(delay, hurry);

    /// <summary>Ends the server, so that everything is written, and gives the access log.</summary>
    public async Task<string[]> StopAndReadAccessLogAsync()
    {
        await _server.StopAsync(TimeSpan.Zero);
        await DisposeServerAsync();
        return Encoding.UTF8.GetString(_accessLog.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The base URL of a registry, as a policy writes it.</summary>
    public static string BaseOf(RegistryServer registry) => registry.BaseAddress.GetLeftPart(UriPartial.Authority);

    public async ValueTask DisposeAsync()
    {
        await DisposeServerAsync();
        foreach (var server in (IAsyncDisposable[])[Upstream, Signatures, Dead, Near, Far]) await server.DisposeAsync();
    }

    /// <summary>Ends the server alone.</summary>
    public async Task DisposeServerAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await _server.DisposeAsync();
    }

    private PolicyLoad Load()
    {
        var text = _policy
            .Replace("<upstream>", BaseOf(Upstream)).Replace("<signatures>", BaseOf(Signatures)).Replace("<dead>", BaseOf(Dead))
            .Replace("<near>", Near.UrlTemplate).Replace("<far>", Far.UrlTemplate);
        if (!text.Contains("clientAddress:")) text += BehindThisMachine;
        var load = PolicyFile.Parse(Encoding.UTF8.GetBytes(text), "policy.yaml", "/etc/fairlead", upstreamOverride: null);
        load.Problems.Where(problem => problem.Severity == Severity.Error).ShouldBeEmpty();
        return load;
    }
}
