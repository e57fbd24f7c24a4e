using System.Collections.Concurrent;

namespace Fairlead.Artifacts.Registries;

/// <summary>The registries of a run, one client each, over one pool of connections. Thread-safe.</summary>
public sealed class RegistryClients : IDisposable
{
    private readonly ConcurrentDictionary<string, RegistryClient> _clients = new(StringComparer.OrdinalIgnoreCase);
    private readonly RegistryClientOptions _options;
    private readonly RegistryHttp _http;
    private readonly ManifestCache _manifests;

    /// <summary>No registry is spoken to yet.</summary>
    public RegistryClients(RegistryClientOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxAttempts, 1);
        if (options.RatePerSecond is { } rate) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        (_options, _http, _manifests) = (options, new RegistryHttp(options, time), new ManifestCache(options.ManifestCacheFolder, time));
    }

    /// <summary>The client for a host; the same one each time.</summary>
    /// <param name="host"><c>HOST[:PORT]</c>, as in an image's reference.</param>
    /// <exception cref="RegistryException">It is no host.</exception>
    public RegistryClient Of(string host) =>
        _clients.GetOrAdd(host, static (host, self) => new RegistryClient(new RegistryExchange(RegistryOrigin.Of(host, self._options.PlainHttp), self._http), self._manifests), this);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
