using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Importing;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>From requests of logs to rows, with names of its own. For one thread.</summary>
internal sealed class RequestEncoder
{
    private readonly CellNames _names = new();
    private readonly Attributor _attributor;
    private readonly RequestRows _rows;

    /// <param name="options">What requests are attributed by.</param>
    public RequestEncoder(ImportOptions options)
    {
        _attributor = new Attributor(options.Networks, options.Content, options.Backends, _names, options.Salt, byDay: true);
        _rows = new RequestRows(_names);
    }

    /// <summary>Whether it remembers so many names that another should go on.</summary>
    public bool IsFull => _names.AreHalfFull;

    /// <summary>How many names could not be kept, and are "other".</summary>
    public long Unnamed => _names.Images.Overflowed + _names.Backends.Overflowed + _names.Providers.Overflowed + _names.Regions.Overflowed;

    /// <summary>Adds the request's row.</summary>
    public void Write(in LogRecord record, RowWriter rows) => _rows.Add(rows, _attributor.KeyOf(record, out var bytes, out _), bytes);
}
