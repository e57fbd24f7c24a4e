namespace Fairlead.Networks.Feeds;

/// <summary>What is kept with a feed's content as its server gave it: all that is needed to ask for it again.</summary>
/// <param name="Url">Where it is from, before any redirect.</param>
/// <param name="Validators">What the server said of it.</param>
/// <param name="AsOf">When the server last gave or confirmed it.</param>
/// <param name="Accepted"><see cref="FeedGuard"/> objects to it at a first load, and the operator accepted it.</param>
/// <param name="Content">Of the whole body.</param>
internal sealed record FeedCopyHeader(Uri Url, FeedValidators Validators, DateTimeOffset AsOf, bool Accepted, FeedFingerprint Content);
