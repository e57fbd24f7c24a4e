using Fairlead.Networks.Feeds;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Providers;
using Fairlead.Redirector.Observing;
using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// The provider files of the policy in force, from a folder or an archive. A set that is not whole is not taken; what was good stays.
/// <see cref="Load"/> and what is read here are for one thread at a time; a refresh may run beside them.
/// </summary>
internal sealed class ProviderFilesKeeper(string? cacheDirectory, HttpClient http, TimeProvider time, ILogger logger)
{
    private const string Name = "providersFrom"; // what messages and the copy on disk call the archive
    private const string Shown = "provider files"; // beside feeds, whose names have no blank

    private volatile Source _source = new(null, null);
    private volatile Standing _standing = new(null, default);

    /// <summary>The files to use; null when there are none, or none yet.</summary>
    public ProviderFileSet? Set => _standing.Set;

    /// <summary>How they are doing, as a feed among feeds; null where the policy names none. May be asked from any thread.</summary>
    /// <param name="refresh">How often they are read or fetched.</param>
    public FeedStatus? Status(TimeSpan refresh) => (_source.From, _standing) switch
    {
        (null, _) => null,
        (_, { Set: null }) => new FeedStatus(Shown, false, default, null, null, refresh),
        (_, { AsOf: var asOf }) => new FeedStatus(Shown, true, time.GetUtcNow() - asOf, null, null, refresh),
    };

    /// <summary>What is to be had without a network: the folder as it is now, or what is in use of the archive, else its copy on disk.</summary>
    public void Load(ProvidersFromConfig? from)
    {
        if (!_source.IsOf(from))
        {
            _standing = new(null, default);
            _source = new(from, from?.Url is { } url ? Archive(url, from.Folder) : null);
        }
        if (from?.Path is { } path) Take(ProviderFolder.Read(path));
        else if (_source.Archive is { } archive) Take(archive.LoadLocal());
    }

    /// <summary>Fetches the archive anew; nothing for a folder, which <see cref="TakeRefreshed"/> reads. Null when there is nothing to fetch.</summary>
    public async Task<(ProvidersFromConfig From, DownloadUpdate<ProviderFileSet> Update)?> FetchAsync(CancellationToken cancel)
    {
        var (from, archive) = _source;
        return from is null || archive is null ? null : (from, await archive.RefreshAsync(cancel).ConfigureAwait(false));
    }

    /// <summary>Takes what was fetched, or reads the folder again. True when all is as good as it can be.</summary>
    public bool TakeRefreshed((ProvidersFromConfig From, DownloadUpdate<ProviderFileSet> Update)? fetched)
    {
        if (_source.From?.Path is { } path) return Take(ProviderFolder.Read(path));
        if (fetched is not { } found || !_source.IsOf(found.From)) return true; // a reload came between
        Take(found.Update);
        return found.Update.Outcome is FeedOutcome.Loaded or FeedOutcome.NotModified;
    }

    private KeptDownload<ProviderFileSet> Archive(Uri url, string? folder) => new(Name, url, cacheDirectory, http, time, content =>
    {
        var load = ProviderArchive.Read(url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped), content, folder);
        if (load.Set is { } set) return set;
        var errors = load.Problems.Where(problem => problem.Severity == Severity.Error).ToArray();
        throw new FeedFormatException(errors[0] + (errors.Length > 1 ? $" (and {errors.Length - 1} more)" : ""));
    });

    private bool Take(ProviderFilesLoad load)
    {
        foreach (var problem in load.Problems)
            HostingLog.ProviderFileProblem(logger, problem + (load.Set is null && Set is not null ? "; the files of before stay in use" : ""));
        if (load.Set is { } set) Replace(set, time.GetUtcNow());
        return load.Set is not null;
    }

    private void Take(DownloadUpdate<ProviderFileSet> update)
    {
        if (update.Message is { } message) HostingLog.ProviderFileProblem(logger, message);
        if (update.Content is { } set) Replace(set, update.AsOf);
    }

    /// <summary>The same instance for as long as the files say the same.</summary>
    private void Replace(ProviderFileSet set, DateTimeOffset asOf)
    {
        var isSame = set.Fingerprint == Set?.Fingerprint;
        _standing = new(isSame ? Set : set, asOf);
        if (!isSame) HostingLog.ProviderFilesLoaded(logger, set.Files.Count);
    }

    /// <summary>What is in use, and when it was last known to be current: a folder when it was last read whole, an archive when its server last gave or confirmed it.</summary>
    private sealed record Standing(ProviderFileSet? Set, DateTimeOffset AsOf);

    private sealed record Source(ProvidersFromConfig? From, KeptDownload<ProviderFileSet>? Archive)
    {
        public bool IsOf(ProvidersFromConfig? from) => (From?.Path, From?.Url, From?.Folder) == (from?.Path, from?.Url, from?.Folder);
    }
}
