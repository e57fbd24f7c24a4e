using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Importing;

/// <summary>
/// Counts requests in a table of its own, which is written out as a temporary part whenever it, or its names, have grown large: so every name has room here, and which are
/// "other" for want of it, and how many requests those are, the merge alone decides. For one thread.
/// </summary>
internal sealed class ImportWorker : IRequestSink
{
    private readonly ImportOptions _options;
    private readonly TemporaryParts _temporary;
    private readonly int _mostCells;
    private readonly CancellationToken _cancel;
    private readonly List<string> _parts = [];
    private readonly PendingRequest[] _pending = new PendingRequest[32];
    private int _taken;
    private Attributor _attributor;

    /// <param name="options">What the import goes by.</param>
    /// <param name="mostCells">Cells in memory.</param>
    /// <param name="temporary">Where parts are written.</param>
    /// <param name="cancel">Ends the writing of one.</param>
    public ImportWorker(ImportOptions options, int mostCells, TemporaryParts temporary, CancellationToken cancel)
    {
        _options = options;
        _temporary = temporary;
        _mostCells = Math.Max(1, mostCells);
        _cancel = cancel;
        (Table, _attributor) = Begin();
    }

    /// <summary>Whether any client was known.</summary>
    public bool HasClients { get; private set; }

    /// <summary>The temporary parts so far.</summary>
    public IReadOnlyList<string> Parts => _parts;

    /// <summary>What is in none of them.</summary>
    public CellTable Table { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="IOException">A temporary part can't be written.</exception>
    public void Take(in LogRecord record)
    {
        _attributor.Begin(record, out _pending[_taken++]);
        if (_taken == _pending.Length) CountPending();
    }

    /// <summary>Counts what was taken and not counted yet.</summary>
    /// <exception cref="IOException">A temporary part can't be written.</exception>
    public void Finish() => CountPending();

    private void CountPending()
    {
        var requests = _pending.AsSpan(0, _taken);
        _taken = 0;
        _attributor.Finish(requests);
        foreach (ref readonly var request in requests)
        {
            Table.Add(request.Key, request.Bytes, request.Client);
            HasClients |= request.Client != 0;
            if (Table.Count >= _mostCells) Spill();
        }
        if (!Table.Names.AreHalfFull) return;
        if (Table.Count > 0) Spill();
        (Table, _attributor) = Begin();
    }

    private void Spill()
    {
        // What a part says of itself matters in the end only.
        var summary = new PartSummary { IsByDay = _options.IsByDay, Salt = null, Logs = new(), Upstream = null };
        _parts.Add(_temporary.Write(to => PartWriter.Write(to, summary, Table, _cancel)));
        Table.Clear();
    }

    private (CellTable Table, Attributor Attributor) Begin()
    {
        var names = new CellNames();
        return (new(names), new(_options.Networks, _options.Content, _options.Backends, names, _options.Salt, _options.IsByDay));
    }
}
