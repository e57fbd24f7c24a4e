namespace Fairlead.Artifacts.Mirroring.Copying.Reading;

/// <summary>A blob's pieces for one destination, in order. For one reader at a time.</summary>
internal interface IChunkSupply
{
    /// <summary>Why it gives nothing more; null while it does, and when it has ended well.</summary>
    Exception? Failure { get; }

    /// <summary>
    /// The next piece; it stays valid until the next call, or as long as somebody holds it. Null at the end. The last one comes only when the
    /// whole blob has proven right.
    /// </summary>
    /// <exception cref="SourceException">The source failed, or the content is wrong.</exception>
    /// <exception cref="LetGoException">Others would have to wait for this destination.</exception>
    ValueTask<Chunk?> NextAsync(CancellationToken cancel);
}
