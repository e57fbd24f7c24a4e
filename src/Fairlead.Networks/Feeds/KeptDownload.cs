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
    private readonly FeedFetcher _fetcher;
    private readonly FeedCopies _copies;
    private readonly Func<Stream, T> _read;
    private readonly SemaphoreSlim _refreshing = new(1); // held for a whole download; needs no disposal, as nobody takes its wait handle
    private readonly Lock _setting = new();
    private FeedValidators _validators = FeedValidators.None;
    private T? _good;
    private DateTimeOffset _asOf; // of _good

    /// <param name="name">What messages and the copy on disk call it.</param>
    /// <param name="url">http or https.</param>
    /// <param name="cacheDirectory">For the copy; null: there is none.</param>
    /// <param name="http">A client made by <see cref="FeedHttp.Create"/>; stays the caller's.</param>
    /// <param name="time">The clock, also for time limits.</param>
    /// <param name="read">Makes something of the body and keeps none of it, or refuses it with a <see cref="FeedFormatException"/>.</param>
    public KeptDownload(string name, Uri url, string? cacheDirectory, HttpClient http, TimeProvider time, Func<Stream, T> read)
    {
        Url = url;
        _source = new FeedSource(name, name, name, Region: null, File: null, url);
        _time = time;
        _read = read;
        _copies = new FeedCopies(cacheDirectory, time, FeedLimits.Default);
        _fetcher = new FeedFetcher(new FeedDownloader(http, time, FeedLimits.Default.Redirects), _copies, FeedLimits.Default);
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
            using var download = await _fetcher.GetAsync(_source, _validators, cancel);
            lock (_setting)
            {
                return download switch
                {
                    { Outcome: FeedOutcome.Loaded, Body: { } body } => Replace(body, download.Validators),
                    { Outcome: FeedOutcome.NotModified } => Confirm(download.Validators),
                    _ => Failed(download.Outcome, download.Problem!),
                };
            }
        }
        catch (IOException e) // of the disk that the body lies on
        {
            return Failed(FeedOutcome.Unreachable, e.Message);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private DownloadUpdate<T> LoadCopy()
    {
        if (_good is not null) return new(_good, _asOf, FeedOutcome.NotModified, null);
        using var copy = _copies.Open(_source, out var problem);
        if (copy is null)
            return Failed(problem is null ? FeedOutcome.Missing : FeedOutcome.Refused, $"it has to be fetched {(problem is null ? "first, as there is no copy on disk" : $"again, as {problem}")}");
        if (Read(copy.OpenContent(), out problem) is not { } good) return Failed(FeedOutcome.Refused, $"it has to be fetched again, as the copy on disk is refused: {problem}");
        (_good, _asOf, _validators) = (good, copy.Header.AsOf, copy.Header.Validators);
        return new(good, _asOf, FeedOutcome.Loaded, null);
    }

    private DownloadUpdate<T> Replace(FeedSpool body, FeedValidators validators)
    {
        if (Read(body.OpenBody(), out var problem) is not { } good) return Failed(FeedOutcome.Refused, problem);
        (_good, _asOf, _validators) = (good, _time.GetUtcNow(), validators);
        return Succeeded(FeedOutcome.Loaded, _copies.Keep(_source, body, new FeedCopyHeader(Url, validators, _asOf, Accepted: false, body.Fingerprint)));
    }

    private DownloadUpdate<T> Confirm(FeedValidators validators)
    {
        _asOf = _time.GetUtcNow();
        using var copy = _copies.Open(_source, out _);
        // Of another body, another program's, the copy says its own.
        var unsaved = copy?.Header.Validators == _validators ? _copies.Renew(_source, copy, copy.Header with { Validators = validators, AsOf = _asOf }) : null;
        // Without a copy the body has to come whole next time, for the disk's sake.
        _validators = copy is not null || _copies.PathOf(_source) is null ? validators : FeedValidators.None;
        return Succeeded(FeedOutcome.NotModified, unsaved);
    }

    private DownloadUpdate<T> Succeeded(FeedOutcome outcome, string? unsaved) => new(_good, _asOf, outcome, unsaved is null ? null : FeedMessage.Note(_source, unsaved));

    private T? Read(Stream content, out string problem)
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
        catch (IOException e)
        {
            problem = $"it can't be read: {e.Message}";
            return null;
        }
    }

    private DownloadUpdate<T> Failed(FeedOutcome outcome, string problem) =>
        new(_good, _asOf, outcome, FeedMessage.Note(_source, $"{problem}; {(_good is null ? "there is none in use" : "the last good one stays in use")}"));
}
