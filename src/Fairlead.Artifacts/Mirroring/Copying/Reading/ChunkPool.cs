using System.Buffers;

namespace Fairlead.Artifacts.Mirroring.Copying.Reading;

/// <summary>
/// The memory of all blobs under way together. Whole chunks are kept for the next blob, the last used first, since it is still in the
/// processor's cache; a blob that is smaller than a chunk takes no more than its size. Thread-safe.
/// </summary>
internal sealed class ChunkPool
{
    // Large enough that a call for each costs nothing beside hashing it (1 GB/s and more), small enough for the second cache of a core.
    private const int LargestChunk = 256 << 10;
    private const int SmallestChunk = 4 << 10;

    private readonly Lock _lock = new();
    private readonly Stack<Chunk> _idle = new();
    private long _free;

    /// <param name="budget">Bytes for all together.</param>
    /// <param name="jobs">Blobs at the same time: each may always have two chunks.</param>
    public ChunkPool(int budget, int jobs)
    {
        ChunkBytes = Math.Clamp(budget / jobs / 4, SmallestChunk, LargestChunk);
        _free = Math.Max(0, budget - (2L * jobs * ChunkBytes));
    }

    /// <summary>The size of a piece, but for a blob's last one.</summary>
    public int ChunkBytes { get; }

    /// <summary>Bytes that nobody has, beside the two chunks of each job; below zero when those are in use, too.</summary>
    public long Free => Volatile.Read(ref _free);

    /// <summary>
    /// Whether a destination may be so many bytes behind. As much as is free: alone a blob gets half of the memory, and n blobs that want more
    /// than there is get an equal part each, without any of them knowing of the others (dynamic threshold with alpha = 1; Choudhury and Hahne,
    /// "Dynamic queue length thresholds for shared-memory packet switches", 1998). Two chunks always, so that reading and writing overlap.
    /// </summary>
    public bool Allows(long behind) => behind < 2 * ChunkBytes || behind < Free;

    /// <summary>A chunk for so many bytes, at most <see cref="ChunkBytes"/>. It isn't refused: who rents has asked <see cref="Allows"/>.</summary>
    public Chunk Rent(int length)
    {
        var isWhole = length > ChunkBytes / 2;
        lock (_lock)
        {
            _free -= isWhole ? ChunkBytes : length;
            if (isWhole && _idle.TryPop(out var idle)) return idle.Begin(length);
        }
        var bytes = isWhole ? GC.AllocateUninitializedArray<byte>(ChunkBytes) : ArrayPool<byte>.Shared.Rent(length);
        return new Chunk(this, bytes).Begin(length);
    }

    /// <summary>Called by the chunk itself.</summary>
    internal void Return(Chunk chunk)
    {
        var isWhole = chunk.Length > ChunkBytes / 2;
        lock (_lock)
        {
            _free += isWhole ? ChunkBytes : chunk.Length;
            if (isWhole) _idle.Push(chunk);
        }
        if (!isWhole) ArrayPool<byte>.Shared.Return(chunk.Bytes);
    }
}
