using System.Numerics;
using System.Security.Cryptography;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Importing;

/// <summary>
/// The requests that were seen lately, by id, in bounded memory: two generations of hashes under a random key, of which the older is dropped when the younger is full.
/// Thread-safe.
/// </summary>
public sealed class RequestIds
{
    /// <summary>
    /// Ids of a generation, where nobody says otherwise: those of the last minute or so of a very busy place. What is there twice lies close together, and a table of sixteen
    /// megabytes is still near the processor.
    /// </summary>
    public const int UsualWindow = 500_000;

    /// <summary>Ids that are worth a lock of their own: threads seldom wait then, and few ids make one window.</summary>
    private const int IdsOfStripe = 16 * 1024;

    private const int MostStripes = 64;
    private readonly RequestIdStripe[] _stripes;
    private readonly ulong _key0 = RandomWord();
    private readonly ulong _key1 = RandomWord();

    /// <param name="window">How many ids a generation holds.</param>
    public RequestIds(int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        var stripes = Math.Min(MostStripes, BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, window / IdsOfStripe)));
        _stripes = new RequestIdStripe[stripes];
        for (var i = 0; i < stripes; i++) _stripes[i] = new RequestIdStripe((int)((window + stripes - 1) / stripes));
    }

    /// <summary>Whether this id is new; it is remembered. An empty one is always new.</summary>
    public bool IsNew(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty) return true;
        var hash = SipHash.Of(_key0, _key1, id);
        return _stripes[(hash >> 58) & (uint)(_stripes.Length - 1)].IsNew(hash); // by the highest bits, which no table goes by
    }

    private static ulong RandomWord() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
