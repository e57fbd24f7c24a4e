namespace Fairlead.Networks.Feeds;

/// <summary>A feed that is good to use. Immutable.</summary>
/// <param name="Source">Where it is from.</param>
/// <param name="Content">What it says; the same instance for as long as it says the same.</param>
/// <param name="AsOf">When its server last gave or confirmed it; for a file, when it was written.</param>
public sealed record LoadedFeed(FeedSource Source, FeedContent Content, DateTimeOffset AsOf);
