namespace Fairlead.Networks.Feeds;

/// <summary>A copy on disk, open and found whole. Another that takes its name changes nothing of this one.</summary>
internal sealed class FeedCopy(FeedCopyHeader header, FileStream file) : IDisposable
{
    public FeedCopyHeader Header { get; } = header;

    /// <summary>The body, from its beginning.</summary>
    public Stream OpenContent()
    {
        file.Position = FeedCopyFormat.HeaderBytes;
        return file;
    }

    public void Dispose() => file.Dispose();
}
