using System.Security.Cryptography;

namespace Fairlead.Formats.Inventories;

/// <summary>
/// Reads an inventory from pieces, as they come from a file or a network, and checks every one: memory grows in step with what comes,
/// whatever a header says. For one thread.
/// </summary>
/// <param name="maxBytes">More than so many are refused.</param>
public sealed class InventoryReader(long maxBytes = long.MaxValue) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly InventoryParser _parser = new();
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _filled;
    private long _bytes;

    /// <summary>Takes the next piece.</summary>
    /// <exception cref="InventoryFormatException">What came is no inventory that this program reads.</exception>
    public void Append(ReadOnlySpan<byte> piece)
    {
        if (piece.Length > maxBytes - _bytes) throw new InventoryFormatException($"byte {maxBytes}: it goes on, and {maxBytes} bytes are the most that is taken");
        _bytes += piece.Length;
        while (!piece.IsEmpty)
        {
            var added = Math.Min(_buffer.Length - _filled, piece.Length);
            piece[..added].CopyTo(_buffer.AsSpan(_filled));
            piece = piece[added..];
            _filled += added;
            var used = Parse(_buffer.AsSpan(0, _filled));
            _buffer.AsSpan(used, _filled - used).CopyTo(_buffer);
            _filled -= used;
        }
    }

    /// <summary>The inventory, when all of it has come.</summary>
    /// <exception cref="InventoryFormatException">Some has not.</exception>
    public Inventory Finish() => _parser.Step == InventoryStep.Done
        ? _parser.Result()
        : throw new InventoryFormatException($"byte {_bytes}: it ends too early: it has been cut off; fetch it again, or have it written anew");

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    /// <summary>Parses every element that is there whole; how many bytes they have.</summary>
    private int Parse(ReadOnlySpan<byte> bytes)
    {
        var used = 0;
        while (_parser.Step < InventoryStep.Hash)
        {
            var length = _parser.Read(bytes[used..]);
            if (length == 0) break; // cut: the rest comes with the next piece
            used += length;
        }
        _hash.AppendData(bytes[..used]);
        if (_parser.Step == InventoryStep.Hash && bytes.Length - used >= SHA256.HashSizeInBytes)
        {
            Span<byte> right = stackalloc byte[SHA256.HashSizeInBytes];
            _hash.GetHashAndReset(right);
            _parser.End(right.SequenceEqual(bytes.Slice(used, right.Length)));
            used += right.Length;
        }
        if (_parser.Step == InventoryStep.Done && used < bytes.Length) throw _parser.Wrong("it goes on after its end");
        return used;
    }
}
