namespace Fairlead.Networks.Feeds;

/// <summary>A feed in use, with what tells whether its source has changed since.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Validators">Of its URL's answer; none for a file.</param>
/// <param name="Fingerprint">Of its file; null for a URL.</param>
internal sealed record GoodFeed(LoadedFeed Feed, FeedValidators Validators, FeedFingerprint? Fingerprint);
