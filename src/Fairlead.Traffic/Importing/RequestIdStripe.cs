using System.Numerics;

namespace Fairlead.Traffic.Importing;

/// <summary>
/// Some of the ids: an open-addressing table of their hashes, half full at most, where one look finds those of both generations. The lowest bit of an entry says of
/// which it is. Thread-safe.
/// </summary>
/// <param name="window">How many ids a generation holds.</param>
internal sealed class RequestIdStripe(int window)
{
    private readonly Lock _lock = new();
    private ulong[] _table = [];
    private ulong _generation;
    private int _young;

    /// <summary>Whether this hash is new; it is remembered.</summary>
    public bool IsNew(ulong hash)
    {
        var entry = hash | 1; // 0 is an empty place; with the bit of the generation taken off it never is
        lock (_lock)
        {
            return false;
        }
    }
}
