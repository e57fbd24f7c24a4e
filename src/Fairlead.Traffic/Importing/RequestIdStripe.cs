using System.Numerics;

namespace Fairlead.Traffic.Importing;

/// <summary>Some of the ids that were seen lately: an open-addressing table of hashes, half full at most, in which one look finds those of both generations. Thread-safe.</summary>
/// <param name="window">How many ids a generation holds.</param>
internal sealed class RequestIdStripe(int window)
{
    /// <summary>The lowest bit of an entry says of which generation it is.</summary>
    private const ulong GenerationBit = 1;

    /// <summary>Every entry has this bit: so none is 0, which is an empty place.</summary>
    private const ulong PresentBit = 2;

    private readonly Lock _lock = new();
    private ulong[] _table = [];
    private ulong _generation;
    private int _young;

    /// <summary>Whether this hash is new; it is remembered.</summary>
    public bool IsNew(ulong hash)
    {
        var entry = (hash | PresentBit) & ~GenerationBit;
        lock (_lock)
        {
            if (_table.Length == 0) _table = EmptyTable();
            var place = Place(entry);
            if (_table[place] != 0) return false;
            _table[place] = entry | _generation;
            if (++_young == window) DropOld();
            return true;
        }
    }

    /// <summary>Where the entry is, of whichever generation, or where it would be.</summary>
    private int Place(ulong entry)
    {
        var mask = _table.Length - 1;
        var place = (int)(entry >> 2) & mask;
        while (_table[place] != 0 && (_table[place] & ~GenerationBit) != entry) place = (place + 1) & mask;
        return place;
    }

    private void DropOld()
    {
        var before = _table;
        _table = EmptyTable();
        foreach (var entry in before)
        {
            if (entry != 0 && (entry & GenerationBit) == _generation) _table[Place(entry & ~GenerationBit)] = entry;
        }
        _generation ^= GenerationBit;
        _young = 0;
    }

    private ulong[] EmptyTable() => new ulong[BitOperations.RoundUpToPowerOf2(4 * (uint)window)];
}
