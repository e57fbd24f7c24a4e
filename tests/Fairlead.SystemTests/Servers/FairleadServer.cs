using System.Collections;
using System.Net;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary><c>fairlead serve</c> on ports of its own.</summary>
internal sealed class FairleadServer : IAsyncDisposable
{
    /// <summary>
    /// The line of a policy that lets <see cref="FrontProxy"/>, and tests on this machine, say where a client is:
    /// the last entry of the header is the client.
    /// </summary>
    public const string TrustThisMachine = "clientAddress: {from: x-forwarded-for, trustedProxies: [127.0.0.0/8], trustedHops: 0}";

    private readonly TempDirectory _directory = new();
    private readonly FairleadOptions _options;
    private ServerProcess? _process;

    private FairleadServer(string policy, FairleadOptions options)
    {
        _options = options;
        PolicyFile = options.PolicyFile ?? _directory.Write("policy.yaml", policy);
    }

    /// <summary>Where clients ask.</summary>
    public Uri Data { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>Where proxies ask, if <see cref="FairleadOptions.Edge"/> says so.</summary>
    public Uri Edge { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>Where operators ask.</summary>
    public Uri Admin { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    public string PolicyFile { get; }

    public int Id => Process.Id;

    /// <summary>All that it printed, of its last start.</summary>
    public string Output => Process.Output;

    private ServerProcess Process => _process ?? throw new InvalidOperationException("not started");

    /// <summary>Starts a server and waits until it is ready.</summary>
    public static Task<FairleadServer> StartAsync(string policy, FairleadOptions? options = null) =>
        StartAsync(new FairleadServer(policy, options ?? new FairleadOptions()));

    /// <summary>Starts a server from a policy file that the test keeps.</summary>
    public static Task<FairleadServer> StartFromAsync(string policyFile, FairleadOptions? options = null) =>
        StartAsync(new FairleadServer("", (options ?? new FairleadOptions()) with { PolicyFile = policyFile }));

    /// <summary>Where a client at this address is sent.</summary>
    public Task<Answer> GetAsync(string path, string? clientAddress = null, string? host = null) =>
        Http.GetAsync(new Uri(Data, path), clientAddress, host);

    /// <summary>Whether the server says that balancers may send clients here; false where nobody answers.</summary>
    public async Task<HttpStatusCode?> ReadinessAsync()
    {
        try
        {
            using var response = await Http.Client.GetAsync(new Uri(Admin, "/readyz"));
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The metrics as text.</summary>
    public Task<string> MetricsAsync() => Http.Client.GetStringAsync(new Uri(Admin, "/metrics"), TestContext.Current.CancellationToken);

    /// <summary>Puts another policy in the file's place, in one step.</summary>
    public void ReplacePolicy(string policy)
    {
        var written = PolicyFile + ".new";
        File.WriteAllText(written, policy);
        File.Move(written, PolicyFile, overwrite: true);
    }

    /// <summary>Tells the server to read its policy again.</summary>
    public void Hangup() => Signals.Send(Id, Signals.Hangup);

    /// <summary>Asks the server to end.</summary>
    public void Terminate() => Signals.Send(Id, Signals.Terminate);

    /// <summary>Ends the server at once: SIGKILL.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync(Eventually.Deadline);
    }

    /// <summary>Starts it again after it ended, at the same ports; returns when it is ready.</summary>
    public async Task StartAgainAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = await ServerProcess.StartAsync(
            await FairleadProgram.PathAsync(), Arguments(), _directory.File($"output-{Guid.NewGuid():N}.log"),
            server => server.WaitForHttpAsync(new Uri(Admin, "/readyz")), Environment());
    }

    /// <summary>Waits for it to end by itself, and returns its exit code.</summary>
    public Task<int> WaitForExitAsync(TimeSpan deadline) => Process.WaitForExitAsync(deadline);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _directory.Dispose();
    }

    private static async Task<FairleadServer> StartAsync(FairleadServer server)
    {
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private IEnumerable<string> Arguments()
    {
        yield return "serve";
        foreach (var (flag, value) in new (string, object?)[]
        {
            ("--policy", PolicyFile), ("--listen", Data.Authority), ("--admin", Admin.Authority),
            ("--edge", _options.Edge ? Edge.Authority : null),
            ("--cache", _options.CacheDirectory ?? _directory.File("cache")),
            ("--listen-h2c", _options.H2cPort is { } h2c ? $"127.0.0.1:{h2c}" : null),
            ("--listen-tls", _options.TlsPort is { } tls ? $"127.0.0.1:{tls}" : null),
            ("--tls-cert", _options.CertificateFile), ("--tls-key", _options.KeyFile),
        })
        {
            if (value is null) continue;
            yield return flag;
            yield return value.ToString()!;
        }
        if (_options.AccessLog) yield return "--access-log";
        if (_options.AssumePresent) yield return "--assume-present";
    }

    /// <summary>Nothing of the surroundings that the program listens to, and what the test wants.</summary>
    private Dictionary<string, string?> Environment()
    {
        var environment = new Dictionary<string, string?> { ["PORT"] = null, ["FAIRLEAD_UPSTREAM_REGISTRY"] = null };
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && name.StartsWith("OTEL_", StringComparison.Ordinal)) environment[name] = null;
        }
        foreach (var (name, value) in _options.Environment) environment[name] = value;
        return environment;
    }
}
