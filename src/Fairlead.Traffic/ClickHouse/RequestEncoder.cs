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
        _rows = new RequestRows(_names, options.Networks.Table.AsnNames);
    }

    /// <summary>Whether it remembers so many names that another should go on.</summary>
    public bool IsFull => _names.AreHalfFull;

    /// <summary>Requests with a name, or several, that could not be kept and is "other".</summary>
    public long Unnamed { get; private set; }

    /// <summary>Adds the request's row.</summary>
    public void Write(in LogRecord record, RowWriter rows)
    {
        var key = _attributor.KeyOf(record, out var bytes, out _);
        _rows.Add(rows, key, bytes);
        if (IsLost(_names.Images, key.Image) || IsLost(_names.Backends, key.Backend) || IsLost(_names.Providers, key.Provider) || IsLost(_names.Regions, key.Region)) Unnamed++;
    }

    /// <summary>Whether it is the number of names for which there was no room.</summary>
    private static bool IsLost(NameList names, int number) => names.Overflowed > 0 && names[number] == CellNames.Other;
}
