using System.Collections.Concurrent;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Importing;

/// <summary>Reads logs side by side: each of several workers takes one log after the other, with a reader and a sink of its own. A log that can't be read doesn't keep the others from it. For one run.</summary>
public sealed class LogWorkers
{
    private readonly LogReader[] _readers;
    private readonly ConcurrentDictionary<int, (string Log, string Problem)> _failures = [];
    private long _bytesRead;

    /// <param name="format">Name of the logs' format; null: each log's content tells.</param>
    /// <param name="workers">How many logs are read at the same time.</param>
    /// <param name="window">Ids of requests that are remembered, all workers together.</param>
    public LogWorkers(string? format, int workers, int window)
    {
        var ids = new RequestIds(window);
        _readers = new LogReader[workers];
        for (var i = 0; i < workers; i++) _readers[i] = new LogReader(format, ids);
    }

    /// <summary>What could not be read, or not to its end, by the log's name, in the order of the logs; once all have been read.</summary>
    public IReadOnlyList<(string Log, string Problem)> Failures => [.. _failures.OrderBy(failure => failure.Key).Select(failure => failure.Value)];

    /// <summary>Lines so far, for telling how far it has come. Thread-safe.</summary>
    public long Lines => _readers.Sum(reader => reader.Lines);

    /// <summary>Bytes of logs read so far, as they lie there. Thread-safe.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Reads all of them. What a sink throws ends it.</summary>
    /// <param name="logs">The logs.</param>
    /// <param name="sinks">As many as there are workers: each is one worker's own.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>What was in them.</returns>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<LogCounts> ReadAsync(IReadOnlyList<ILogSource> logs, IReadOnlyList<IRequestSink> sinks, CancellationToken cancel)
    {
        // The largest first, and before them those of which nobody knows: so that no worker is left alone with a large one in the end.
        var queue = new ConcurrentQueue<(int Place, ILogSource Log)>(logs.Index().OrderByDescending(log => log.Item.Length ?? long.MaxValue));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAll(_readers.Zip(sinks, (reader, sink) => Task.Run(() => WorkAsync(reader, sink, queue, stop), CancellationToken.None))).ConfigureAwait(false);
        return _readers.Aggregate(new LogCounts(), (counts, reader) => counts.Plus(reader.Counts));
    }

    private async Task WorkAsync(LogReader reader, IRequestSink sink, ConcurrentQueue<(int Place, ILogSource Log)> queue, CancellationTokenSource stop)
    {
        try
        {
            while (queue.TryDequeue(out var next))
            {
                stop.Token.ThrowIfCancellationRequested();
                if (await ReadAsync(reader, sink, next.Log, stop.Token).ConfigureAwait(false) is { } problem) _failures[next.Place] = (next.Log.Name, problem);
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false); // without this worker's the others' work is for nothing
            throw;
        }
    }

    /// <summary>What is wrong with the log; null when nothing is. What is thrown is the sink's.</summary>
    private async Task<string?> ReadAsync(LogReader reader, IRequestSink sink, ILogSource log, CancellationToken cancel)
    {
        Stream stream;
        try
        {
            stream = await log.OpenAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
        await using (stream.ConfigureAwait(false))
        {
            return reader.Read(new CountedStream(stream, read => Interlocked.Add(ref _bytesRead, read)), sink, cancel);
        }
    }
}
