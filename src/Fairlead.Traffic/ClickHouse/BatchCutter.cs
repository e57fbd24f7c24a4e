using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Importing;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>Follows logs line by line, attributes their requests, and cuts them into batches. For one thread, that of the reader.</summary>
/// <param name="options">What requests are attributed by.</param>
/// <param name="reader">Whoever reads the logs and counts their lines.</param>
/// <param name="ship">Is given each shipment that is full. It may wait.</param>
internal sealed class BatchCutter(ImportOptions options, LogReader reader, Action<Shipment> ship) : ILineSink, IDisposable
{
    // Names are kept for as long as they are few: the next run's rows are the same whatever was before them.
    private const int MostNames = 1 << 17;

    private readonly BatchHash _hash = new();
    private readonly Dictionary<UInt128, int> _before = []; // 24 bytes for 100,000 lines, or for a log
    private Shipment _shipment = new();
    private Attribution _attribution = new(options);
    private int _lines;
    private long _bytes;
    private int _start;

    /// <summary>What was read so far.</summary>
    public LogCounts Counts { get; private set; } = new();

    /// <inheritdoc/>
    public void Follow(LineOutcome outcome, int length, in LogRecord record)
    {
        if (_lines == Batch.MaxLines || _bytes >= Batch.MaxBytes) Cut();
        if (outcome == LineOutcome.Request) _hash.Add(record);
        else _hash.Add(outcome);
        _lines++;
        _bytes += length;
    }

    /// <inheritdoc/>
    public void Take(in LogRecord record) => _attribution.Write(record, _shipment.Rows);

    /// <summary>A log ends here, and another may begin.</summary>
    public void EndLog()
    {
        Cut();
        _hash.Begin();
        if (_attribution.NameCount > MostNames) _attribution = new(options);
    }

    /// <summary>Ships what is left.</summary>
    public void End()
    {
        if (_shipment.Batches.Count > 0) ship(_shipment);
    }
}
