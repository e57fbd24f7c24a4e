namespace Fairlead.Networks.Feeds;

/// <summary>What came of loading a feed.</summary>
/// <param name="Source">The feed.</param>
/// <param name="Feed">What to use now: the new one, or the old one where the new one is not to be had; null if there is neither.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Message">For people: names the feed, the place, what is wrong and what to do. Null when there is nothing to say.</param>
public sealed record FeedUpdate(FeedSource Source, LoadedFeed? Feed, FeedOutcome Outcome, string? Message);
