namespace Fairlead.Traffic.ClickHouse;

/// <summary>Batches that are sent together: a bucket's log may be ten thousand files of ten lines, and ClickHouse takes few inserts, but large ones.</summary>
internal sealed class Shipment
{
    // Each is asked for by its id, and a server reads queries of 256 KiB (max_query_size).
    private const int MaxBatches = 2_000;

    private readonly List<Batch> _batches = [];
    private long _lines;

    /// <summary>The rows of all batches; see <see cref="RequestRows"/>.</summary>
    public RowWriter Rows { get; } = new();

    /// <summary>Its batches, in order.</summary>
    public IReadOnlyList<Batch> Batches => _batches;

    /// <summary>Whether it has enough in it to be sent.</summary>
    public bool IsFull => _lines >= Batch.MaxLines || Rows.Length >= Batch.MaxBytes || _batches.Count == MaxBatches;

    /// <summary>Time of the earliest request of all.</summary>
    public long? First => _batches.Min(batch => batch.Counts.First);

    /// <summary>Time of the latest.</summary>
    public long? Last => _batches.Max(batch => batch.Counts.Last);

    /// <summary>Adds a batch, whose rows are there.</summary>
    public void Add(Batch batch)
    {
        _batches.Add(batch);
        _lines += batch.Counts.Lines;
    }
}
