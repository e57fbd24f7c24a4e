using System.Collections.Concurrent;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Holdings;

/// <summary>The hosts of a run, all asked at the same time. Thread-safe.</summary>
internal sealed class AskedHosts(RegistryClients registries)
{
    /// <summary>Repositories of one host at the same time. The client lets fewer requests through; the others wait for a source, or for their turn.</summary>
    private const int MaxRepositories = 32;

    private readonly ConcurrentDictionary<string, AskedHost> _hosts = new(StringComparer.Ordinal);

    /// <summary>A host; the same each time.</summary>
    public AskedHost Of(string host) => _hosts.GetOrAdd(host, static (host, registries) => new AskedHost(registries, host), registries);

    /// <summary>Does something with each of these, in their order host by host.</summary>
    public static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, string> hostOf, Func<T, CancellationToken, Task> work, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxRepositories, CancellationToken = cancel };
        return Task.WhenAll(items.GroupBy(hostOf, StringComparer.Ordinal)
            .Select(host => Parallel.ForEachAsync(host, options, async (item, _) => await work(item, cancel).ConfigureAwait(false))));
    }
}
