using System.Collections.Concurrent;

namespace Fairlead.Artifacts.Registries;

/// <summary>The gates of a run, one a host and port: registries, their token services, the buckets that they redirect to. Thread-safe.</summary>
internal sealed class HostGates(RegistryClientOptions options, TimeProvider time)
{
    // Redirects name hosts, so their number is not ours to choose: past this one gate serves all the others.
    private const int MaxHosts = 1000;

    private readonly ConcurrentDictionary<string, HostGate> _gates = new(StringComparer.OrdinalIgnoreCase);

    public HostGate Of(Uri url)
    {
        if (_gates.TryGetValue(url.Authority, out var gate)) return gate;
        return _gates.GetOrAdd(_gates.Count < MaxHosts ? url.Authority : "", _ => new HostGate(options, time));
    }
}
