namespace Fairlead.Networks.Feeds;

/// <summary>How much a feed's source may take of us.</summary>
internal sealed record FeedLimits
{
    public static readonly FeedLimits Default = new();

    /// <summary>Sixteen times Microsoft's 4 MB, the largest of the clouds' feeds.</summary>
    public int Bytes { get; init; } = 64 << 20;

    /// <summary>From the first connection to the last byte, redirects included: 4 MB need 70 kB/s, and a start waits no longer for a dead server.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The clouds' feeds redirect once at most; curl and browsers give up after 20 to 50.</summary>
    public int Redirects { get; init; } = 5;
}
