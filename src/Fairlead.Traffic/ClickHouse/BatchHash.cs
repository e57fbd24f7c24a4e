using System.Buffers.Binary;
using System.Security.Cryptography;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>
/// What the batches of a log are known by: half of a SHA-256 over what their lines say, and over what the log says before them. It is the same whenever and wherever the log is read,
/// under whatever name, packed or not, and whatever policy and networks its clients are looked up in: so a log is counted once. For one thread.
/// </summary>
/// <remarks>Clients' addresses are left out: a batch may have a single line, and then a hash of all of it could be tried out for every address there is.</remarks>
internal sealed class BatchHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _pending = new byte[16 << 10]; // a call for each number would cost more than the hash
    private int _length;

    /// <summary>Begins a log: nothing was said before.</summary>
    public void Begin()
    {
        _length = 0;
        _hash.GetHashAndReset();
    }

    /// <summary>Takes in a request, whether it was there before or not.</summary>
    public void Add(in LogRecord record)
    {
        Number((long)LineOutcome.Request | ((long)record.Method << 8) | ((long)record.Status << 16));
        Number(record.Time);
        Number(record.Bytes);
        Text(record.Backend);
        Text(record.Target);
        Text(record.RequestId);
        if (!record.Facts.IsSet) return;
        Number(record.Facts.Asn);
        Text(record.Facts.Provider);
        Text(record.Facts.Network);
        Text(record.Facts.Region);
        Text(record.Facts.Country);
    }

    /// <summary>Takes in a line that is no request. It may say anything, an address too: only what became of it counts, and how long it is.</summary>
    public void Add(LineOutcome outcome, int length) => Number(((long)length << 8) | (long)outcome);

    /// <summary>The id of the batch that ends here.</summary>
    public UInt128 Cut()
    {
        _hash.AppendData(_pending, 0, _length);
        _length = 0;
        return BinaryPrimitives.ReadUInt128BigEndian(_hash.GetCurrentHash());
    }

    /// <summary>The id of a batch that is the same as others before it in a run: a log that is given twice is counted twice.</summary>
    /// <param name="batch">The id of all of them.</param>
    /// <param name="before">How many there were.</param>
    public static UInt128 Again(UInt128 batch, int before)
    {
        Span<byte> text = stackalloc byte[20];
        BinaryPrimitives.WriteUInt128BigEndian(text, batch);
        BinaryPrimitives.WriteInt32BigEndian(text[16..], before);
        return before == 0 ? batch : BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(text));
    }

    public void Dispose() => _hash.Dispose();

    private void Number(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), value);

    private void Text(ReadOnlySpan<byte> text)
    {
        Number(text.Length);
        while (!text.IsEmpty)
        {
            var part = text[..Math.Min(text.Length, _pending.Length)];
            part.CopyTo(Room(part.Length));
            text = text[part.Length..];
        }
    }

    private Span<byte> Room(int length)
    {
        if (_pending.Length - _length < length)
        {
            _hash.AppendData(_pending, 0, _length);
            _length = 0;
        }
        _length += length;
        return _pending.AsSpan(_length - length, length);
    }
}
