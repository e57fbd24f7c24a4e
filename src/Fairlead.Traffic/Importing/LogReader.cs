using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Importing;

/// <summary>Reads logs into a sink, streaming, gz and plain, one after the other, and counts what is in them. For one thread; several may share the <see cref="RequestIds"/>.</summary>
public sealed class LogReader(string? format, RequestIds ids)
{
    /// <summary>What was read so far.</summary>
    public LogCounts Counts => throw new NotImplementedException($"{format} {ids}");

    /// <summary>Reads one log to its end. Bad lines are counted; a log that ends in the middle of its gzip data counts as damaged, and what came before stays counted.</summary>
    /// <param name="log">Its bytes, packed or not.</param>
    /// <param name="sink">Is given each request that is not there twice.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>What is wrong with the log as a whole: damaged, or of no format that is known; null when nothing is.</returns>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public string? Read(Stream log, IRequestSink sink, CancellationToken cancel) => throw new NotImplementedException();
}
