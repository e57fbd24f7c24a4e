namespace Fairlead.Artifacts.Mirroring.Copying.Reading;

/// <summary>For a blob that one destination takes alone: it reads the source itself, one piece at a time, and nothing goes from thread to thread.</summary>
/// <param name="reader">The blob.</param>
/// <param name="first">Its first piece, read already; null when it is empty. Its holder is this supply from now on.</param>
/// <param name="pool">Memory for the others.</param>
internal sealed class DirectSupply(ProvenReader reader, Chunk? first, ChunkPool pool) : IChunkSupply, IDisposable
{
    private Chunk? _first = first;
    private Chunk? _current;
    private volatile bool _hasEnded;

    /// <inheritdoc/>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<Chunk?> NextAsync(CancellationToken cancel)
    {
        Interlocked.Exchange(ref _current, null)?.Release();
        ObjectDisposedException.ThrowIf(_hasEnded, this);
        if (Failure is not null) throw Failure;
        var next = Interlocked.Exchange(ref _first, null);
        try
        {
            return _current = next ?? await reader.ReadAsync(pool, cancel).ConfigureAwait(false);
        }
        catch (SourceException e)
        {
            Failure = e;
            throw;
        }
    }

    /// <summary>When the destination has ended, however.</summary>
    public void Dispose()
    {
        _hasEnded = true;
        Interlocked.Exchange(ref _first, null)?.Release();
        Interlocked.Exchange(ref _current, null)?.Release();
    }
}
