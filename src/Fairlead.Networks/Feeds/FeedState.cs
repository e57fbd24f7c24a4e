namespace Fairlead.Networks.Feeds;

/// <summary>What a store knows of one feed.</summary>
internal sealed class FeedState(FeedSource source)
{
    private volatile GoodFeed? _good;

    public FeedSource Source { get; } = source;

    /// <summary>Held for a whole refresh, download and all: one at a time. It needs no disposal, as nobody takes its wait handle.</summary>
    public SemaphoreSlim Refreshing { get; } = new(1);

    /// <summary>Held to set <see cref="Good"/>, and never for longer than a file takes to read.</summary>
    public Lock Setting { get; } = new();

    /// <summary>The feed in use, or null.</summary>
    public GoodFeed? Good
    {
        get => _good;
        set => _good = value;
    }
}
