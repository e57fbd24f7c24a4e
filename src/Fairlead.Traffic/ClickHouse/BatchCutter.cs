using Fairlead.Traffic.Importing;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>Follows logs line by line, attributes their requests, and cuts them into batches. For one thread, that of the reader.</summary>
/// <param name="options">What requests are attributed by.</param>
/// <param name="reader">Whoever reads the logs and counts their lines.</param>
/// <param name="ship">Is given each shipment that is full. It may wait.</param>
internal sealed class BatchCutter(ImportOptions options, LogReader reader, Action<Shipment> ship) : ILineSink, IDisposable
{
    private readonly BatchHash _hash = new();
    private readonly Dictionary<UInt128, int> _seen = []; // some 40 bytes for 100,000 lines, or for a log
    private RequestEncoder _encoder = new(options);
    private Shipment _shipment = new();
    private int _lines;
    private long _bytes;
    private int _start;
    private long _unnamed;

    /// <summary>What was read so far, but for the batch that isn't cut yet.</summary>
    public LogCounts Counts { get; private set; } = new();

    /// <inheritdoc/>
    public void Follow(LineOutcome outcome, int length, in LogRecord record)
    {
        if (_lines == Batch.MaxLines || _bytes >= Batch.MaxBytes) Cut();
        if (outcome == LineOutcome.Request) _hash.Add(record);
        else _hash.Add(outcome, length);
        _lines++;
        _bytes += length;
    }

    /// <inheritdoc/>
    public void Take(in LogRecord record) => _encoder.Write(record, _shipment.Rows);

    /// <summary>The log ends here, and another may begin.</summary>
    public void EndLog()
    {
        Cut();
        _hash.Begin();
    }

    /// <summary>
    /// The log could not be read to its end: what isn't cut yet is left out. Else it would count beside the whole batch that the next run finds there.
    /// </summary>
    public void AbandonLog()
    {
        reader.TakeCounts();
        _shipment.Rows.CutTo(_start);
        (_lines, _bytes, _unnamed) = (0, 0, _encoder.Unnamed);
        _hash.Begin();
    }

    /// <summary>Ships what is left.</summary>
    public void End()
    {
        if (_shipment.Batches.Count > 0) ship(_shipment);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Cut()
    {
        var counts = reader.TakeCounts();
        var id = _hash.Cut();
        _seen[id] = _seen.TryGetValue(id, out var before) ? before + 1 : 1;
        _shipment.Add(new Batch(BatchHash.Again(id, before), counts, _encoder.Unnamed - _unnamed, _start, _shipment.Rows.Length));
        Counts = Counts.Plus(counts);
        if (_shipment.IsFull)
        {
            ship(_shipment);
            _shipment = new Shipment();
        }
        if (_encoder.IsFull) _encoder = new(options);
        (_lines, _bytes, _start, _unnamed) = (0, 0, _shipment.Rows.Length, _encoder.Unnamed);
    }
}
