using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Importing;

/// <summary>Logs into a part: read by several workers, attributed, counted, spilt to temporary parts when they grow, merged in the end.</summary>
public sealed class ImportRun(ImportOptions options)
{
    /// <summary>What could not be read, by the log's name.</summary>
    public IReadOnlyList<(string Log, string Problem)> Failures => throw new NotImplementedException(options.Format);

    /// <summary>Lines so far, for telling how far it has come. Thread-safe.</summary>
    public long Lines => throw new NotImplementedException();

    /// <summary>Bytes of logs read so far, as they lie there. Thread-safe.</summary>
    public long BytesRead => throw new NotImplementedException();

    /// <summary>Reads all logs and writes the part, whole or not at all. Temporary parts are gone when it returns, however it ends.</summary>
    /// <returns>What the part says of itself.</returns>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="OperationCanceledException">It was ended; nothing is left behind.</exception>
    public Task<PartSummary> RunAsync(IReadOnlyList<ILogSource> logs, string path, CancellationToken cancel) => throw new NotImplementedException();
}
