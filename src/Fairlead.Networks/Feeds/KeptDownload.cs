namespace Fairlead.Networks.Feeds;

/// <summary>
/// A file at a URL that is no feed and is fetched under the rules of one: conditional GET, limits on size, time and redirects, and what was
/// good stays in use, and on disk for the next start. Thread-safe.
/// </summary>
/// <typeparam name="T">What is made of it.</typeparam>
public sealed class KeptDownload<T>
    where T : class
{
    private readonly FeedSource _source;
    private readonly TimeProvider _time;
    private readonly FeedDownloader _downloader;
    private readonly FeedCopies _copies;
    private readonly Func<ReadOnlyMemory<byte>, T> _read;
    private readonly SemaphoreSlim _refreshing = new(1); // held for a whole download; needs no disposal, as nobody takes its wait handle
    private readonly Lock _setting = new();
    private FeedValidators _validators = FeedValidators.None;
    private T? _good;

    /// <param name="name">What messages and the copy on disk call it.</param>
    /// <param name="url">http or https.</param>
    /// <param name="cacheDirectory">For the copy; null: there is none.</param>
    /// <param name="http">A client made by <see cref="FeedHttp.Create"/>; stays the caller's.</param>
    /// <param name="time">The clock, also for time limits.</param>
    /// <param name="read">Makes something of the bytes and keeps none of them, or refuses them with a <see cref="FeedFormatException"/>.</param>
    public KeptDownload(string name, Uri url, string? cacheDirectory, HttpClient http, TimeProvider time, Func<ReadOnlyMemory<byte>, T> read)
    {
        Url = url;
        _source = new FeedSource(name, name, name, Region: null, File: null, url);
        _time = time;
        _read = read;
        _downloader = new FeedDownloader(http, time, FeedLimits.Default);
        _copies = new FeedCopies(cacheDirectory, time, FeedLimits.Default.Bytes);
    }

    /// <summary>Where it is from.</summary>
    public Uri Url { get; }

    /// <summary>What is in use already, else the copy on disk. Waits for no download.</summary>
    public DownloadUpdate<T> LoadLocal()
    {
        lock (_setting) return LoadCopy();
    }

    /// <summary>Asks whether there is something newer. Failures are outcomes, not exceptions.</summary>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<DownloadUpdate<T>> RefreshAsync(CancellationToken cancel)
    {
        await _refreshing.WaitAsync(cancel);
        try
        {
            LoadLocal(); // what can be confirmed may be the copy of an earlier run
            var download = await _downloader.GetAsync(Url, _validators, cancel);
            lock (_setting)
            {
                return download.Outcome switch
                {
                    FeedOutcome.Loaded => Replace(download),
                    FeedOutcome.NotModified => Confirm(download.Validators),
                    _ => Failed(download.Outcome, download.Problem!),
                };
            }
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private DownloadUpdate<T> LoadCopy()
    {
        if (_good is not null) return new(_good, FeedOutcome.NotModified, null);
        if (_copies.Read(_source, out var problem) is not { } copy)
            return Failed(problem is null ? FeedOutcome.Missing : FeedOutcome.Refused, $"it has to be fetched {(problem is null ? "first, as there is no copy on disk" : $"again, as {problem}")}");
        if (Read(copy.Content, out problem) is not { } good) return Failed(FeedOutcome.Refused, $"it has to be fetched again, as the copy on disk is refused: {problem}");
        (_good, _validators) = (good, copy.Validators);
        return new(good, FeedOutcome.Loaded, null);
    }

    private DownloadUpdate<T> Replace(FeedDownload download)
    {
        if (Read(download.Content, out var problem) is not { } good) return Failed(FeedOutcome.Refused, problem);
        (_good, _validators) = (good, download.Validators);
        var unsaved = _copies.Write(_source, new FeedCopy(Url, download.Validators, _time.GetUtcNow(), Accepted: false, download.Content));
        return new(good, FeedOutcome.Loaded, unsaved is null ? null : FeedMessage.Note(_source, unsaved));
    }

    private DownloadUpdate<T> Confirm(FeedValidators validators)
    {
        // Without a copy the body has to come whole next time, for the disk's sake.
        var hasCopy = _copies.PathOf(_source) is null || _copies.Read(_source, out _) is not null;
        _validators = hasCopy ? validators : FeedValidators.None;
        return new(_good, FeedOutcome.NotModified, null);
    }

    private T? Read(ReadOnlyMemory<byte> content, out string problem)
    {
        problem = "";
        try
        {
            return _read(content);
        }
        catch (FeedFormatException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private DownloadUpdate<T> Failed(FeedOutcome outcome, string problem) =>
        new(_good, outcome, FeedMessage.Note(_source, $"{problem}; {(_good is null ? "there is none in use" : "the last good one stays in use")}"));
}
