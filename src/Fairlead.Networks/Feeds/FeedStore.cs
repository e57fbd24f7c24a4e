using System.Collections.Concurrent;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// Loads feeds from files and URLs, and keeps the good one when the new one is not: not to be had, not of its format, or out of
/// proportion (<see cref="FeedGuard"/>). Good copies of URLs are kept on disk for the next start. Thread-safe.
/// </summary>
public sealed class FeedStore
{
    private readonly TimeProvider _time;
    private readonly FeedLimits _limits;
    private readonly FeedCopies _copies;
    private readonly FeedFetcher _fetcher;

    // By name: a policy that gives a name another source begins that feed anew, and what was kept for the old source is let go.
    private readonly ConcurrentDictionary<string, FeedState> _feeds = new(StringComparer.Ordinal);

    /// <param name="cacheDirectory">For the copies of URLs; made when needed. Null, or not to be written: feeds work, but do not outlive the process.</param>
    /// <param name="http">A client made by <see cref="FeedHttp.Create"/>; stays the caller's.</param>
    /// <param name="time">The clock, also for time limits.</param>
    public FeedStore(string? cacheDirectory, HttpClient http, TimeProvider time)
        : this(cacheDirectory, http, time, FeedLimits.Default)
    {
    }

    internal FeedStore(string? cacheDirectory, HttpClient http, TimeProvider time, FeedLimits limits)
    {
        _time = time;
        _limits = limits;
        _copies = new FeedCopies(cacheDirectory, time, limits);
        _fetcher = new FeedFetcher(new FeedDownloader(http, time, limits.Redirects), _copies, limits);
    }

    /// <summary>
    /// What is to be had without a network: the file as it is now, or, for a URL, what is in use already, else its copy on disk.
    /// Waits for no download.
    /// </summary>
    public FeedUpdate LoadLocal(FeedSource source)
    {
        var state = State(source);
        lock (state.Setting) return source.Url is null ? LoadFile(state, accept: false) : LoadCopy(state);
    }

    /// <summary>Reads the file again, or asks the URL whether there is something newer. Failures are outcomes, not exceptions.</summary>
    /// <param name="source">The feed.</param>
    /// <param name="accept">Take what is there over the objections of <see cref="FeedGuard"/>. What can't be read is refused even so.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<FeedUpdate> RefreshAsync(FeedSource source, bool accept, CancellationToken cancel)
    {
        var state = State(source);
        await state.Refreshing.WaitAsync(cancel);
        try
        {
            if (source.Url is { } url) return await RefreshUrlAsync(state, url, accept, cancel);
            lock (state.Setting) return LoadFile(state, accept);
        }
        finally
        {
            state.Refreshing.Release();
        }
    }

    private FeedState State(FeedSource source) => _feeds.AddOrUpdate(
        source.Name,
        static (_, source) => new FeedState(source),
        static (_, state, source) => state.Source == source ? state : new FeedState(source),
        source);

    private FeedUpdate LoadFile(FeedState state, bool accept)
    {
        try
        {
            var maxBytes = _limits.BytesOf(state.Source.Type);
            using var file = FeedFile.Open(state.Source.File!);
            var written = File.GetLastWriteTimeUtc(file.SafeFileHandle);
            if (file.CanSeek && file.Length > maxBytes) return Failed(state, FeedOutcome.Refused, FeedInput.TooLarge(maxBytes));
            if (state.Good?.Fingerprint is { } known && IsStill(known, file)) return Unchanged(state, written);

            var input = new FeedInput(file, maxBytes);
            if (Parse(state, input, accept, out var problem) is not { } content) return Failed(state, FeedOutcome.Refused, problem);
            if (state.Good?.Fingerprint == input.Fingerprint) return Unchanged(state, written); // as of a pipe, which is read once
            state.Good = new GoodFeed(new LoadedFeed(state.Source, content, written), FeedValidators.None, input.Fingerprint);
            return Succeeded(state, FeedOutcome.Loaded);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed(state, FeedOutcome.Missing, "there is no such file; put it there, or correct the feed's 'file:'");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(state, FeedOutcome.Unreachable, e.Message);
        }
    }

    // Looking at the bytes alone is far quicker than reading what they say.
    private static bool IsStill(FeedFingerprint known, FileStream file)
    {
        if (!file.CanSeek || file.Length != known.Bytes) return false;
        if (FeedFingerprint.Of(file) == known) return true;
        file.Position = 0;
        return false;
    }

    private static FeedUpdate Unchanged(FeedState state, DateTimeOffset written)
    {
        state.Good = state.Good! with { Feed = state.Good.Feed with { AsOf = written } };
        return Succeeded(state, FeedOutcome.NotModified);
    }

    private FeedUpdate LoadCopy(FeedState state)
    {
        if (state.Good is not null) return Succeeded(state, FeedOutcome.NotModified);
        using var copy = _copies.Open(state.Source, out var problem);
        if (copy is null)
        {
            return problem is null
                ? Failed(state, FeedOutcome.Missing, "it has to be fetched first, as there is no copy on disk")
                : Failed(state, FeedOutcome.Refused, $"it has to be fetched again, as {problem}");
        }
        try
        {
            var (header, isAccepted) = (copy.Header, copy.Header.Accepted);
            if (Parse(state, copy.OpenContent(), isAccepted, out problem) is not { } content)
                return Failed(state, FeedOutcome.Refused, $"it has to be fetched again, as the copy on disk is refused: {problem}");
            state.Good = new GoodFeed(new LoadedFeed(state.Source, content, header.AsOf), header.Validators, null);
            return Succeeded(state, FeedOutcome.Loaded);
        }
        catch (IOException e)
        {
            return Failed(state, FeedOutcome.Refused, $"it has to be fetched again, as the copy on disk can't be read: {e.Message}");
        }
    }

    private async Task<FeedUpdate> RefreshUrlAsync(FeedState state, Uri url, bool accept, CancellationToken cancel)
    {
        lock (state.Setting) LoadCopy(state); // what the new one is held against may be the copy of an earlier run
        using var download = await _fetcher.GetAsync(state.Source, state.Good?.Validators ?? FeedValidators.None, cancel);
        try
        {
            return download switch
            {
                { Outcome: FeedOutcome.Loaded, Body: { } body } => Replace(state, url, body, download.Validators, accept),
                { Outcome: FeedOutcome.NotModified } => Confirm(state, download.Validators),
                _ => Failed(state, download.Outcome, download.Problem!),
            };
        }
        catch (IOException e) // of the disk that the body lies on
        {
            return Failed(state, FeedOutcome.Unreachable, e.Message);
        }
    }

    private FeedUpdate Replace(FeedState state, Uri url, FeedSpool body, FeedValidators validators, bool accept)
    {
        if (Parse(state, body.OpenBody(), accept, out var problem) is not { } content) return Failed(state, FeedOutcome.Refused, problem);
        var now = _time.GetUtcNow();
        lock (state.Setting) state.Good = new GoodFeed(new LoadedFeed(state.Source, content, now), validators, null);
        // What would be refused at a first load has been accepted, now or before, and is to be at the next start too.
        var accepted = FeedGuard.Refusal(content, good: null) is not null;
        var unsaved = _copies.Keep(state.Source, body, new FeedCopyHeader(url, validators, now, accepted, body.Fingerprint));
        return Succeeded(state, FeedOutcome.Loaded, unsaved);
    }

    private FeedUpdate Confirm(FeedState state, FeedValidators validators)
    {
        var good = state.Good!;
        var now = _time.GetUtcNow();
        string? unsaved = null;
        using (var copy = _copies.Open(state.Source, out var problem))
        {
            if (copy is null)
            {
                // The body is not kept in memory: the next refresh has to get all of it again, for the disk's sake.
                unsaved = problem;
                if (_copies.PathOf(state.Source) is not null) validators = FeedValidators.None;
            }
            else if (copy.Header.Validators == good.Validators) // else it is another program's, of another body
            {
                unsaved = _copies.Renew(state.Source, copy, copy.Header with { Validators = validators, AsOf = now });
            }
        }
        lock (state.Setting) state.Good = good with { Feed = good.Feed with { AsOf = now }, Validators = validators };
        return Succeeded(state, FeedOutcome.NotModified, unsaved);
    }

    private FeedContent? Parse(FeedState state, Stream file, bool accept, out string problem)
    {
        problem = "";
        try
        {
            var content = FeedFormats.Parse(state.Source, file, _limits);
            if (accept || FeedGuard.Refusal(content, state.Good?.Feed.Content) is not { } refusal) return content;
            problem = $"{refusal}; if that is right, accept it once with --accept {state.Source.Name}";
        }
        catch (FeedFormatException e)
        {
            problem = $"not a whole feed of type {state.Source.Type}: {e.Message}";
        }
        return null;
    }

    private static FeedUpdate Succeeded(FeedState state, FeedOutcome outcome, string? note = null) =>
        new(state.Source, state.Good?.Feed, outcome, note is null ? null : FeedMessage.Note(state.Source, note));

    private static FeedUpdate Failed(FeedState state, FeedOutcome outcome, string problem)
    {
        var inUse = state.Good?.Feed;
        return new(state.Source, inUse, outcome, FeedMessage.Failure(state.Source, problem, inUse));
    }
}
