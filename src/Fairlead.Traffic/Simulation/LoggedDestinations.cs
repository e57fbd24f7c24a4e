using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Simulation;

/// <summary>Who served, as logs say. For one thread.</summary>
internal sealed class LoggedDestinations
{
    private readonly CellNames _names = new();
    private readonly BackendNumbers _numbers;
    private readonly Destinations _destinations;
    private readonly List<Destination?> _byNumber = [Destinations.Unknown];

    /// <param name="backends">Who is meant by what they say.</param>
    /// <param name="destinations">Filled as they are met.</param>
    public LoggedDestinations(BackendBook backends, Destinations destinations) => (_numbers, _destinations) = (new BackendNumbers(backends, _names), destinations);

    /// <summary>Who served a request; null: a redirector, of itself.</summary>
    public Destination? Of(in LogRecord record)
    {
        if (record.Facts.IsSet && record.Backend.IsEmpty) return null;
        var number = _numbers.Of(record.Backend, record.Target);
        while (_byNumber.Count <= number) _byNumber.Add(null);
        return _byNumber[number] ??= _destinations.Of(_names.BackendOf(number));
    }
}
