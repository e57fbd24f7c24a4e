namespace Fairlead.Networks.Feeds;

/// <summary>What came of loading a <see cref="KeptDownload{T}"/>.</summary>
/// <param name="Content">What to use now, the new or the old; null when there is neither.</param>
/// <param name="AsOf">When its server last gave or confirmed that; meaningless without it.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Message">For people; null when there is nothing to say.</param>
public sealed record DownloadUpdate<T>(T? Content, DateTimeOffset AsOf, FeedOutcome Outcome, string? Message)
    where T : class;
