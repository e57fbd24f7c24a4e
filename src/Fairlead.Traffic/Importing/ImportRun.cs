using System.Collections.Concurrent;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Importing;

/// <summary>
/// Logs into a part: read by several workers, attributed, counted, spilt to temporary parts when they grow, merged in the end. The same logs give the same part whatever the
/// workers' number and timing, as long as lines that are there twice are no further apart than the window of ids. For one run.
/// </summary>
public sealed class ImportRun(ImportOptions options)
{
    private readonly ConcurrentDictionary<int, (string Log, string Problem)> _failures = [];
    private ImportWorker[] _workers = [];
    private long _bytesRead;

    /// <summary>What could not be read, by the log's name, in the order of the logs; once all have been read.</summary>
    public IReadOnlyList<(string Log, string Problem)> Failures => [.. _failures.OrderBy(failure => failure.Key).Select(failure => failure.Value)];

    /// <summary>Lines so far, for telling how far it has come. Thread-safe.</summary>
    public long Lines => Volatile.Read(ref _workers).Sum(worker => worker.Lines);

    /// <summary>Bytes of logs read so far, as they lie there. Thread-safe.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>
    /// Reads all logs and writes the part, whole or not at all. A log that can't be read is one of the <see cref="Failures"/>, and the others are read. Temporary parts are gone
    /// when it returns, however it ends.
    /// </summary>
    /// <returns>What the part says of itself.</returns>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    /// <exception cref="OperationCanceledException">It was ended; nothing is left behind.</exception>
    public async Task<PartSummary> RunAsync(IReadOnlyList<ILogSource> logs, string path, CancellationToken cancel)
    {
        // Rather now than after hours.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder)) throw new DirectoryNotFoundException($"there is no folder {folder}");
        using var temporary = new TemporaryParts(path);
        var ids = new RequestIds(options.Window);
        var count = Math.Clamp(options.Workers, 1, Math.Max(1, logs.Count));
        var workers = Enumerable.Range(0, count).Select(_ => new ImportWorker(options, ids, options.CellsInMemory / count, temporary)).ToArray();
        Volatile.Write(ref _workers, workers);
        await ReadAsync(logs, cancel).ConfigureAwait(false);
        return await PartMerger.MergeAsync([.. workers.SelectMany(worker => worker.Finish())], path, Summarise(), temporary, cancel).ConfigureAwait(false);
    }

    private async Task ReadAsync(IReadOnlyList<ILogSource> logs, CancellationToken cancel)
    {
        // The largest first, and before them those of which nobody knows: so that no worker is left alone with a large one in the end.
        var queue = new ConcurrentQueue<(int Place, ILogSource Log)>(logs.Index().OrderByDescending(log => log.Item.Length ?? long.MaxValue));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAll(_workers.Select(worker => Task.Run(() => WorkAsync(worker, queue, stop), CancellationToken.None))).ConfigureAwait(false);
    }

    private async Task WorkAsync(ImportWorker worker, ConcurrentQueue<(int Place, ILogSource Log)> queue, CancellationTokenSource stop)
    {
        try
        {
            while (queue.TryDequeue(out var next))
            {
                stop.Token.ThrowIfCancellationRequested();
                if (await ReadAsync(worker, next.Log, stop.Token).ConfigureAwait(false) is { } problem) _failures[next.Place] = (next.Log.Name, problem);
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false); // without this worker's the others' work is for nothing
            throw;
        }
    }

    /// <summary>What is wrong with the log; null when nothing is. What is thrown is of the output.</summary>
    private async Task<string?> ReadAsync(ImportWorker worker, ILogSource log, CancellationToken cancel)
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
            return worker.Read(new CountedStream(stream, read => Interlocked.Add(ref _bytesRead, read)), cancel);
        }
    }

    private PartSummary Summarise() => new()
    {
        IsByDay = options.IsByDay,
        Salt = _workers.Any(worker => worker.HasClients) ? options.Salt.Fingerprint : null,
        Logs = _workers.Select(worker => worker.Counts).Aggregate(new LogCounts(), (one, another) => one.Plus(another)),
        Upstream = options.Backends.Upstream?.Name,
        NetworksAsOf = options.NetworksAsOf?.ToUnixTimeSeconds(),
    };
}
