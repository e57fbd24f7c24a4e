using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Reports;

/// <summary>Lanes under numbers from 0 up. A hash table of its own: the framework's, of our types, is not compiled ahead of time, and every cell comes by here.</summary>
internal sealed class LaneList
{
    /// <summary>What of a key says the lane: all but the ASN, the kind, the status and the image.</summary>
    private static readonly CellKey s_place = new(0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0, 0x3FF, 0, 0, 0);

    private Lane[] _lanes = new Lane[256];
    private int[] _first = new int[512]; // by hash: number of the first lane, and 1
    private int _count;
    private CellKey _lastPlace;
    private int _last = -1;

    /// <summary>All of them.</summary>
    public ReadOnlySpan<Lane> All => _lanes.AsSpan(0, _count);

    /// <summary>Adds a cell to its lane.</summary>
    /// <returns>The lane's number.</returns>
    public int Add(CellKey key, long requests, long bytes)
    {
        var place = new CellKey(key.High & s_place.High, key.Low & s_place.Low);
        if (_last < 0 || place != _lastPlace) (_last, _lastPlace) = (NumberOf(place), place); // cells come in order: many are of the lane of the one before
        ref var lane = ref _lanes[_last];
        lane.Requests = CappedSum.Of(lane.Requests, requests);
        lane.Bytes = CappedSum.Of(lane.Bytes, bytes);
        return _last;
    }

    private int NumberOf(CellKey place)
    {
        for (var next = FirstOf(place); next > 0; next = _lanes[next - 1].Next)
            if (_lanes[next - 1].Place == place) return next - 1;
        if (_count == _lanes.Length) Grow();
        ref var first = ref FirstOf(place);
        _lanes[_count] = new Lane { Place = place, Next = first };
        first = ++_count;
        return _count - 1;
    }

    private void Grow()
    {
        Array.Resize(ref _lanes, 2 * _count);
        _first = new int[2 * _first.Length];
        for (var number = 0; number < _count; number++)
        {
            ref var first = ref FirstOf(_lanes[number].Place);
            (_lanes[number].Next, first) = (first, number + 1);
        }
    }

    private ref int FirstOf(CellKey place) => ref _first[place.GetHashCode() & (_first.Length - 1)];
}
