using System.Net;
using System.Net.Sockets;
using Fairlead.Policy.Loading;
using Fairlead.Redirector.Observing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Hosting;

/// <summary>The running server: data ports, admin port, and the tasks that keep policy, feeds, health and certificate fresh.</summary>
public sealed class RedirectorServer : IAsyncDisposable
{
    private static readonly TimeSpan s_firstProbes = TimeSpan.FromMilliseconds(250);

    // Ten seconds are promised from the end of the delay to the exit. Kestrel takes one more on either port to cut what is stuck there.
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_restart = TimeSpan.FromSeconds(5);
    private readonly ServeOptions _options;
    private readonly RedirectorCore _core;
    private readonly AccessLog? _accessLog;
    private readonly FeedRefresher _refresher;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _background = [];
    private ServerCertificate? _certificate;
    private Instruments? _instruments;
    private Telemetry? _telemetry;
    private KestrelHost? _data;
    private KestrelHost? _edge;
    private KestrelHost? _admin;
    private volatile bool _isReady;
    private int _disposed;

    private RedirectorServer(ServeOptions options, PolicyConfig config, PolicySource source, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _core = new RedirectorCore(config, source, options.CacheDirectory, options.AssumePresent, time, loggers);
        if (options.AccessLog is { } output) _accessLog = new AccessLog(output, _core.Clock);
        _refresher = new FeedRefresher(_core.Keeper, options.Accept, _core.Clock, _core.Logger);
    }

    /// <summary>URLs of the data ports.</summary>
    public IReadOnlyList<string> Addresses => _data?.Addresses ?? [];

    /// <summary>URL of the port that proxies ask; null where there is none.</summary>
    public string? EdgeAddress => _edge?.Addresses[0];

    /// <summary>URL of the admin port.</summary>
    public string AdminAddress => _admin!.Addresses[0];

    /// <summary>How long accepting goes on after a request to stop, by the policy in force.</summary>
    public TimeSpan ShutdownDelay => _core.Keeper.Config.ShutdownDelay;

    /// <summary>Starts a server; it is ready when this returns.</summary>
    /// <exception cref="IOException">An address can't be listened on, or a certificate can't be read.</exception>
    public static async Task<RedirectorServer> StartAsync(
        ServeOptions options, PolicyConfig config, PolicySource source, TimeProvider time, ILoggerFactory loggers, CancellationToken cancel)
    {
        var server = new RedirectorServer(options, config, source, time, loggers);
        try
        {
            await server.StartAsync(source, loggers, cancel).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads policy, feed files and certificate again. False when the policy is wrong and the old one stays.</summary>
    public async Task<bool> ReloadAsync()
    {
        try
        {
            _certificate?.Reload();
            var reloaded = await _core.Keeper.ReloadAsync(_stop.Token).ConfigureAwait(false);
            if (reloaded) _refresher.RefreshNow();
            if (reloaded) _core.Inventories.RefreshNow();
            return reloaded;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            HostingLog.ReloadFailed(_core.Logger, failure);
            return false;
        }
    }

    /// <summary>Asks for each mirror's inventory once, as is done in the background.</summary>
    internal Task RefreshInventoriesAsync(CancellationToken cancel) => _core.Inventories.RefreshAsync(cancel);

    /// <summary>Not ready from now on; accepts for the delay, then finishes what runs, or cuts it after 6 s. With <see cref="DisposeAsync"/> it takes no more than 10 s from then on.</summary>
    public async Task StopAsync(TimeSpan delay, CancellationToken hurry = default)
    {
        _isReady = false;
        HostingLog.Draining(_core.Logger, delay.TotalSeconds);
        try
        {
            await Task.Delay(delay, _core.Clock.Time, hurry).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // asked a second time: no more waiting for balancers
        }
        using var deadline = new CancellationTokenSource(s_drain, _core.Clock.Time);
        // Together: what is stuck at the one takes none of the other's time.
        await Task.WhenAll(((KestrelHost?[])[_data, _edge]).OfType<KestrelHost>().Select(port => port.StopAsync(deadline.Token))).ConfigureAwait(false);
        if (_admin is not null) await _admin.StopAsync(deadline.Token).ConfigureAwait(false);
        HostingLog.Stopped(_core.Logger);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_background).ConfigureAwait(false);
        if (_data is not null) await _data.DisposeAsync().ConfigureAwait(false);
        if (_edge is not null) await _edge.DisposeAsync().ConfigureAwait(false);
        if (_admin is not null) await _admin.DisposeAsync().ConfigureAwait(false);
        // Whoever reads the log or collects the telemetry may be stuck, and that is no reason to stay.
        await Task.WhenAny(SayLastWordsAsync(), Task.Delay(s_lastWords, _core.Clock.Time)).ConfigureAwait(false);
        _instruments?.Dispose();
        _core.Dispose();
        _stop.Dispose();
    }

    private async Task StartAsync(PolicySource source, ILoggerFactory loggers, CancellationToken cancel)
    {
        var certificateWatch = LoadCertificate();
        if (_options.AssumePresent) HostingLog.AssumingPresent(_core.Logger);
        var states = _core.Keeper.States;
        var families = MetricCatalog.Families(_core.Metrics, _core.Heads, _accessLog, _core.Keeper.FeedStatuses, () => states.Current.Sites, _core.Missing.Count,
            () => _core.Keeper.IsPolicyCurrent, () => _certificate is null ? null : _certificate.Ends - _core.Clock.Time.GetUtcNow());
        var histograms = MetricCatalog.Histograms(_core.Metrics);
        _telemetry = Telemetry.StartIfAsked();
        if (_telemetry is not null) _instruments = new Instruments(families, histograms);

        if (!_options.AssumePresent) await Task.WhenAny(_core.Health.ProbeDue(), Task.Delay(s_firstProbes, _core.Clock.Time, cancel)).ConfigureAwait(false);

        var application = new RedirectApplication(states, _core.Decider, _core.Metrics, _core.Missing, new RequestObserver(_accessLog, _options.Narrate), _core.Clock, _core.Logger);
        _data = await ListenAsync(application, ConfigureData, [_options.Listen, _options.ListenH2c, _options.ListenTls], loggers, cancel).ConfigureAwait(false);
        if (_options.Edge is { } edge) _edge = await ListenAsync(new EdgeApplication(application, states), kestrel => ConfigureEdge(kestrel, edge), [edge], loggers, cancel).ConfigureAwait(false);
        var admin = new AdminApplication(() => _isReady, families, histograms, _core.Explainer, _core.Missing, _core.Status, states);
        _admin = await ListenAsync(admin, ConfigureAdmin, [_options.Admin], loggers, cancel).ConfigureAwait(false);
        _isReady = true;

        if (!_options.AssumePresent) Run(_core.Health.RunAsync); // asking nobody is what it is for
        Run(_core.Counts.RunAsync);
        if (_options.Background) Run(_refresher.RunAsync);
        if (_options.Background && !_options.AssumePresent) Run(_core.Inventories.RunAsync);
        if (_options.Background && source.WatchedFile is { } file)
        {
            var watch = new FileWatch([file], source.Fingerprint ?? "", _core.Clock);
            Run(stop => watch.RunAsync(async () => { await ReloadAsync().ConfigureAwait(false); return true; }, stop));
        }
        if (certificateWatch is not null) Run(stop => certificateWatch.RunAsync(() => Task.FromResult(_certificate!.Reload()), stop));
        HostingLog.Serving(_core.Logger, string.Join(", ", EdgeAddress is null ? Addresses : [.. Addresses, EdgeAddress]), AdminAddress, source.Name);
    }

    /// <summary>Loads it where TLS is wanted, and tells when it is to be loaded again.</summary>
    private FileWatch? LoadCertificate()
    {
        if (_options.ListenTls is null) return null;
        string[] files = [_options.TlsCertificate!, _options.TlsKey!];
        var watch = new FileWatch(files, FileFingerprint.Of(files), _core.Clock);
        _certificate = new ServerCertificate(files[0], files[1], _core.Logger);
        return watch;
    }

    /// <summary>Of an address that can't be listened on Kestrel says which it is when it is in use; of one that isn't ours, or not allowed to us, nothing.</summary>
    private static async Task<KestrelHost> ListenAsync<TContext>(
        IHttpApplication<TContext> application, Action<KestrelServerOptions> configure, IPEndPoint?[] endpoints, ILoggerFactory loggers, CancellationToken cancel)
        where TContext : notnull
    {
        try
        {
            return await KestrelHost.StartAsync(application, configure, loggers, cancel).ConfigureAwait(false);
        }
        catch (SocketException failure)
        {
            throw new IOException($"can't listen on {string.Join(", ", endpoints.Where(e => e is not null))}: {failure.Message}", failure);
        }
    }

    private void ConfigureData(KestrelServerOptions kestrel)
    {
        DataLimits.Apply(kestrel);
        if (_options.Listen is { } plain) Listen(kestrel, plain, listen => listen.Protocols = HttpProtocols.Http1);
        if (_options.ListenH2c is { } h2c) Listen(kestrel, h2c, listen => listen.Protocols = HttpProtocols.Http2);
        if (_options.ListenTls is { } tls)
        {
            Listen(kestrel, tls, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(_certificate!.Handshake);
            });
        }
    }

    /// <summary>The limits of the data port, and room for what proxies add.</summary>
    private static void ConfigureEdge(KestrelServerOptions kestrel, IPEndPoint edge)
    {
        DataLimits.Apply(kestrel);
        kestrel.Limits.MaxRequestLineSize += 256;
        kestrel.Limits.MaxRequestHeadersTotalSize *= 2;
        kestrel.Limits.MaxRequestHeaderCount += 16;
        Listen(kestrel, edge, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private void ConfigureAdmin(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 16 * 1024; // what the status page's box sends, with room for the longest path
        Listen(kestrel, _options.Admin, _ => { });
    }

    /// <summary>On any address means IPv6 and IPv4, or IPv4 alone where the machine has no IPv6.</summary>
    private static void Listen(KestrelServerOptions kestrel, IPEndPoint endpoint, Action<ListenOptions> configure)
    {
        if (endpoint.Address.Equals(IPAddress.IPv6Any)) kestrel.ListenAnyIP(endpoint.Port, configure);
        else kestrel.Listen(endpoint, configure);
    }

    private async Task SayLastWordsAsync()
    {
        var telemetry = Task.Run(() => _telemetry?.Dispose());
        if (_accessLog is not null) await _accessLog.DisposeAsync().ConfigureAwait(false);
        await telemetry.ConfigureAwait(false);
    }

    private void Run(Func<CancellationToken, Task> task) => _background.Add(Task.Run(async () =>
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await task(_stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
            catch (Exception failure)
            {
                HostingLog.BackgroundFailed(_core.Logger, failure);
                await Task.Delay(s_restart, _core.Clock.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }));
}
