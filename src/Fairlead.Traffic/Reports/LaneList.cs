using System.Runtime.InteropServices;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>Lanes under numbers from 0 up.</summary>
internal sealed class LaneList
{
    /// <summary>What of a key says the lane: all but the ASN, the kind, the status and the image.</summary>
    private static readonly UInt128 s_place = new CellKey(0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0, 0x3FF, 0, 0, 0).Bits;

    private readonly List<Lane> _lanes = [];
    private readonly Dictionary<CellKey, int> _numbers = [];
    private CellKey _lastPlace;
    private int _last = -1;

    /// <summary>All of them.</summary>
    public ReadOnlySpan<Lane> All => CollectionsMarshal.AsSpan(_lanes);

    /// <summary>Adds a cell to its lane.</summary>
    /// <returns>The lane's number.</returns>
    public int Add(CellKey key, long requests, long bytes)
    {
        var place = new CellKey(key.Bits & s_place);
        if (_last < 0 || place != _lastPlace) (_last, _lastPlace) = (NumberOf(place), place); // cells come in order: most are of the lane of the one before
        ref var lane = ref CollectionsMarshal.AsSpan(_lanes)[_last];
        lane.Requests += requests;
        lane.Bytes += bytes;
        return _last;
    }

    private int NumberOf(CellKey place)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, place, out var isThere);
        if (isThere) return number;
        _lanes.Add(new Lane { Place = place });
        return number = _lanes.Count - 1;
    }
}
