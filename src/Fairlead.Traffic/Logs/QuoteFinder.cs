using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fairlead.Traffic.Logs;

/// <summary>Finds the quotes of a line one after the other: sixteen bytes at a time are compared once, however many quotes are among them.</summary>
/// <param name="line">The line.</param>
internal ref struct QuoteFinder(ReadOnlySpan<byte> line)
{
    private readonly ReadOnlySpan<byte> _line = line;
    private int _block = -1; // of which are the bits: where it begins
    private uint _quotes; // a bit for each byte of the block that is one

    /// <summary>The first quote at a place or after it; -1 when there is none.</summary>
    /// <param name="at">Not before the place that was asked for last.</param>
    public int Next(int at)
    {
        var block = at & -Vector128<byte>.Count;
        if (block != _block) Look(block);
        var quotes = _quotes & (uint.MaxValue << (at - block));
        while (quotes == 0)
        {
            if (_block + Vector128<byte>.Count >= _line.Length) return -1;
            Look(_block + Vector128<byte>.Count);
            quotes = _quotes;
        }
        return _block + BitOperations.TrailingZeroCount(quotes);
    }

    private void Look(int block)
    {
        _block = block;
        var rest = _line[block..];
        if (rest.Length >= Vector128<byte>.Count)
        {
            _quotes = Vector128.Equals(MemoryMarshal.Read<Vector128<byte>>(rest), Vector128.Create((byte)'"')).ExtractMostSignificantBits();
            return;
        }
        _quotes = 0;
        for (var i = 0; i < rest.Length; i++) _quotes |= (rest[i] == '"' ? 1u : 0) << i;
    }
}
