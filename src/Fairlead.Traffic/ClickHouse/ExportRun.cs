using System.Threading.Channels;
using Fairlead.Traffic.Importing;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>
/// Logs into a ClickHouse database, a row a request, without addresses. One thread reads the logs in their order, so that what is there twice is found in the same place every time; others pack
/// and send. What has arrived before is not sent again: a run that was broken off is done again, and then all is there once.
/// </summary>
/// <param name="options">What logs are read and attributed by.</param>
/// <param name="client">The server.</param>
/// <param name="database">The database; see <see cref="DatabaseName"/>.</param>
/// <param name="time">For the time of arrival.</param>
public sealed class ExportRun(ImportOptions options, ClickHouseClient client, string database, TimeProvider time)
{
    private readonly LogReader _reader = new(options.Format, new RequestIds(options.Window));
    private readonly List<(string Log, string Problem)> _failures = [];
    private long _batchesSent;
    private long _batchesThere;
    private long _requestsSent;
    private long _bytesRead;

    /// <summary>What could not be read, or not to its end, by the log's name.</summary>
    public IReadOnlyList<(string Log, string Problem)> Failures => _failures;

    /// <summary>Lines so far. Thread-safe.</summary>
    public long Lines => _reader.Lines;

    /// <summary>Bytes of logs read so far, as they lie there. Thread-safe.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Requests sent so far. Thread-safe.</summary>
    public long RequestsSent => Interlocked.Read(ref _requestsSent);

    /// <summary>Batches sent so far. Thread-safe.</summary>
    public long BatchesSent => Interlocked.Read(ref _batchesSent);

    /// <summary>Batches so far that had arrived in another run. Thread-safe.</summary>
    public long BatchesThere => Interlocked.Read(ref _batchesThere);

    /// <summary>Reads all logs and sends what the database hasn't got.</summary>
    /// <returns>What was in the logs.</returns>
    /// <exception cref="ClickHouseException">It can't be sent. What has arrived stays.</exception>
    /// <exception cref="OperationCanceledException">It was ended; likewise.</exception>
    public async Task<LogCounts> RunAsync(IReadOnlyList<ILogSource> logs, CancellationToken cancel)
    {
        await new TableKeeper(client, database).PrepareAsync(cancel).ConfigureAwait(false);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var shipments = Channel.CreateBounded<Shipment>(1);
        var reading = Task.Run(() => ReadAsync(logs, shipments.Writer, end.Token), CancellationToken.None);
        try
        {
            var sender = new ShipmentSender(client, database, options.Backends.Upstream?.Name, options.NetworksAsOf?.ToUnixTimeSeconds(), time);
            var together = new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancel };
            await Parallel.ForEachAsync(shipments.Reader.ReadAllAsync(cancel), together, (shipment, stop) => SendAsync(sender, shipment, stop)).ConfigureAwait(false);
            return await reading.ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<LogCounts> ReadAsync(IReadOnlyList<ILogSource> logs, ChannelWriter<Shipment> shipments, CancellationToken cancel)
    {
        try
        {
            // The reader waits where the senders can't keep up: it is a thread of its own.
            using var cutter = new BatchCutter(options, _reader, shipment => shipments.WriteAsync(shipment, cancel).AsTask().GetAwaiter().GetResult());
            foreach (var log in logs) await ReadAsync(log, cutter, cancel).ConfigureAwait(false);
            cutter.End();
            shipments.Complete();
            return cutter.Counts;
        }
        catch (Exception e)
        {
            shipments.Complete(e);
            throw;
        }
    }

    private async Task ReadAsync(ILogSource log, BatchCutter cutter, CancellationToken cancel)
    {
        try
        {
            await using var stream = await log.OpenAsync(cancel).ConfigureAwait(false);
            if (_reader.Read(new CountedStream(stream, read => Interlocked.Add(ref _bytesRead, read)), cutter, cancel) is { } problem) _failures.Add((log.Name, problem));
            if (_reader.IsCutOff) cutter.AbandonLog();
            else cutter.EndLog();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failures.Add((log.Name, e.Message));
        }
    }

    private async ValueTask SendAsync(ShipmentSender sender, Shipment shipment, CancellationToken cancel)
    {
        var (batches, requests) = await sender.SendAsync(shipment, cancel).ConfigureAwait(false);
        Interlocked.Add(ref _batchesSent, batches);
        Interlocked.Add(ref _batchesThere, shipment.Batches.Count - batches);
        Interlocked.Add(ref _requestsSent, requests);
    }
}
