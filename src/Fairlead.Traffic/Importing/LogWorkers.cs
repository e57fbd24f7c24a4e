using System.Collections.Concurrent;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Importing;

/// <summary>Reads logs side by side: each of several workers takes one log after the other, with a reader and a sink of its own. A log that can't be read doesn't keep the others from it.</summary>
public sealed class LogWorkers
{
    private readonly LogReader[] _readers;
    private readonly ConcurrentBag<(string Log, string Problem)> _failures = [];
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

    /// <summary>What could not be read, or not to its end, by the log's name. To be asked for when all is read.</summary>
    public IReadOnlyList<(string Log, string Problem)> Failures => [.. _failures.OrderBy(failure => failure.Log, StringComparer.Ordinal)];

    /// <summary>Lines so far, for telling how far it has come. Thread-safe.</summary>
    public long Lines => _readers.Sum(reader => reader.Lines);

    /// <summary>Bytes of logs read so far, as they lie there. Thread-safe.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Reads all of them.</summary>
    /// <param name="logs">The logs.</param>
    /// <param name="sinks">As many as there are workers: each is one worker's own.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>What was in them.</returns>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<LogCounts> ReadAsync(IReadOnlyList<ILogSource> logs, IReadOnlyList<IRequestSink> sinks, CancellationToken cancel)
    {
        var waiting = new ConcurrentQueue<ILogSource>(logs);
        await Task.WhenAll(_readers.Zip(sinks, (reader, sink) => Task.Run(() => WorkAsync(waiting, reader, sink, cancel), cancel))).ConfigureAwait(false);
        return _readers.Aggregate(new LogCounts(), (counts, reader) => counts.Plus(reader.Counts));
    }

    private async Task WorkAsync(ConcurrentQueue<ILogSource> waiting, LogReader reader, IRequestSink sink, CancellationToken cancel)
    {
        while (waiting.TryDequeue(out var log))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                var bytes = await log.OpenAsync(cancel).ConfigureAwait(false);
                await using var closing = bytes.ConfigureAwait(false);
                using var counted = new CountedStream(bytes, read => Interlocked.Add(ref _bytesRead, read));
                if (reader.Read(counted, sink, cancel) is { } problem) _failures.Add((log.Name, problem));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _failures.Add((log.Name, e.Message));
            }
        }
    }
}
