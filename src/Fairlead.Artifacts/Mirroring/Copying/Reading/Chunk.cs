namespace Fairlead.Artifacts.Mirroring.Copying.Reading;

/// <summary>
/// A piece of a blob in pooled memory, handed to several readers by reference. Whoever holds it has counted itself in; the last one that
/// lets go of it gives the memory back. Thread-safe.
/// </summary>
internal sealed class Chunk
{
    private readonly ChunkPool _pool;
    private int _holders;

    internal Chunk(ChunkPool pool, byte[] bytes) => (_pool, Bytes) = (pool, bytes);

    /// <summary>What is in it.</summary>
    public Memory<byte> Memory => Bytes.AsMemory(0, Length);

    /// <summary>How many bytes that are.</summary>
    public int Length { get; private set; }

    internal byte[] Bytes { get; }

    /// <summary>One holder more.</summary>
    public void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>One holder less; to be called once for each.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0) _pool.Return(this);
    }

    /// <summary>Takes it out of the pool for its first holder.</summary>
    internal Chunk Begin(int length)
    {
        (Length, _holders) = (length, 1);
        return this;
    }
}
