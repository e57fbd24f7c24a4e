using System.Globalization;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Holdings;

/// <summary>
/// A host that many repositories are read from. Once it has failed several of them in a row, retries and all, for reasons that would
/// pass, it is not asked any more: 1,350 repositories of a registry that is down fail as fast as a few. Thread-safe.
/// </summary>
internal sealed class AskedHost(RegistryClients registries, string name)
{
    /// <summary>Failures in a row: enough to tell a host that is down from one that stumbles.</summary>
    private const int Enough = 3;

    private int _failures;
    private volatile string? _verdict;
    private volatile bool _listsManifests;

    /// <summary>Whether one of its listings has had manifests, and with them the repositories below: Google's do.</summary>
    public bool ListsManifests => _listsManifests;

    /// <summary>What a repository holds.</summary>
    /// <exception cref="RegistryException">It can't be read, or the host was given up before.</exception>
    public async Task<RepositoryHoldings> ReadAsync(string repository, CancellationToken cancel)
    {
        var listing = await AskAsync(client => client.ListAsync(repository, cancel)).ConfigureAwait(false);
        if (listing?.Manifests is not null) _listsManifests = true;
        // Docker's registry answers 404 for one that holds manifests and no tag; Google's lists them, so that there its 404 says all.
        return new RepositoryHoldings(this, repository, listing, isWhole: listing is null ? _listsManifests : listing.Manifests is not null);
    }

    /// <summary>Asks the host something.</summary>
    /// <exception cref="RegistryException">It fails, or the host was given up before.</exception>
    public async Task<T> AskAsync<T>(Func<RegistryClient, Task<T>> ask)
    {
        if (_verdict is { } verdict) throw new RegistryException(verdict);
        try
        {
            var answer = await ask(registries.Of(name)).ConfigureAwait(false);
            Volatile.Write(ref _failures, 0);
            return answer;
        }
        catch (RegistryException e) when (e.IsTransient)
        {
            if (Interlocked.Increment(ref _failures) >= Enough)
                _verdict ??= string.Create(CultureInfo.InvariantCulture, $"{name} was given up after {Enough} failures in a row, the last of them: {e.Message}");
            throw;
        }
        catch (RegistryException)
        {
            Volatile.Write(ref _failures, 0); // it answers
            throw;
        }
    }
}
