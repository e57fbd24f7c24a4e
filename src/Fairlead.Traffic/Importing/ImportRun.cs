using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Importing;

/// <summary>
/// Logs into a part: read by several workers, attributed, counted, spilt to temporary parts when they grow, merged in the end. The same logs give the same part whatever the
/// workers' number and timing, as long as lines that are there twice are no further apart than the window of ids. For one run.
/// </summary>
public sealed class ImportRun(ImportOptions options)
{
    private LogWorkers? _reading;

    /// <summary>What could not be read, by the log's name, in the order of the logs; once all have been read.</summary>
    public IReadOnlyList<(string Log, string Problem)> Failures => _reading?.Failures ?? [];

    /// <summary>Lines so far, for telling how far it has come. Thread-safe.</summary>
    public long Lines => Volatile.Read(ref _reading)?.Lines ?? 0;

    /// <summary>Bytes of logs read so far, as they lie there. Thread-safe.</summary>
    public long BytesRead => Volatile.Read(ref _reading)?.BytesRead ?? 0;

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
        var count = Math.Clamp(options.Workers, 1, Math.Max(1, logs.Count));
        var reading = new LogWorkers(options.Format, count, options.Window);
        Volatile.Write(ref _reading, reading);
        var workers = Enumerable.Range(0, count).Select(_ => new ImportWorker(options, options.CellsInMemory / count, temporary, cancel)).ToArray();
        var counts = await reading.ReadAsync(logs, workers, cancel).ConfigureAwait(false);
        foreach (var worker in workers) worker.Finish();
        var (parts, tables) = (workers.SelectMany(worker => worker.Parts), workers.Select(worker => worker.Table));
        var merge = new MergeRun(Summarise(workers, counts), temporary, cancel, options.Networks.Table.AsnNames);
        return await PartMerger.MergeAsync(merge, [.. parts], [.. tables], path, cancel).ConfigureAwait(false);
    }

    private PartSummary Summarise(ImportWorker[] workers, LogCounts counts) => new()
    {
        IsByDay = options.IsByDay,
        Salt = workers.Any(worker => worker.HasClients) ? options.Salt.Fingerprint : null,
        Logs = counts,
        Upstream = options.Backends.Upstream?.Name,
        NetworksAsOf = options.NetworksAsOf?.ToUnixTimeSeconds(),
    };
}
