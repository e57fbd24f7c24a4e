using System.Collections.Concurrent;
using Fairlead.Artifacts.Promotion.Holdings;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>What a plan is made from: hosts, repositories of sources, and what could not be read. Thread-safe once all sources are known.</summary>
internal sealed class PlanReading(RegistryClients registries, IPlanObserver observer)
{
    private readonly AskedHosts _hosts = new(registries);
    private readonly Dictionary<RepositoryId, PlanSource> _sources = [];
    private readonly ConcurrentBag<PlanFailure> _failures = [];
    private int _read;
    private int _expected;

    /// <summary>What could not be read, in the order of the names.</summary>
    public IReadOnlyList<PlanFailure> Failures => [.. _failures.OrderBy(failure => failure.Repository, StringComparer.Ordinal)];

    /// <summary>A source's repository, the same each time; before anything is read.</summary>
    public PlanSource Source(RepositoryId id)
    {
        if (!_sources.TryGetValue(id, out var source)) _sources[id] = source = new PlanSource(this, id);
        return source;
    }

    /// <summary>Whether images are taken from a repository; then nothing is put there.</summary>
    public bool IsSource(RepositoryId id) => _sources.ContainsKey(id);

    /// <summary>So many repositories more have to be read.</summary>
    public void Expect(int repositories) => Interlocked.Add(ref _expected, repositories);

    /// <summary>What a repository holds.</summary>
    /// <exception cref="RegistryException">It can't be read.</exception>
    public async Task<RepositoryHoldings> ReadAsync(RepositoryId id, CancellationToken cancel)
    {
        try
        {
            return await _hosts.Of(id.Host).ReadAsync(id.Name, cancel).ConfigureAwait(false);
        }
        finally
        {
            observer.Read(Interlocked.Increment(ref _read), Volatile.Read(ref _expected));
        }
    }

    /// <summary>A host.</summary>
    public AskedHost Host(string host) => _hosts.Of(host);

    /// <summary>A repository could not be read.</summary>
    public void Fail(RepositoryId id, long edges, string message)
    {
        var failure = new PlanFailure(id.ToString(), edges, message);
        _failures.Add(failure);
        observer.Failed(failure);
    }
}
