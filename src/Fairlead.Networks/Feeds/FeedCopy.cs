namespace Fairlead.Networks.Feeds;

/// <summary>A feed as its server gave it, with what is needed to ask for it again.</summary>
/// <param name="Url">Where it is from, before any redirect.</param>
/// <param name="Validators">What the server said of it.</param>
/// <param name="AsOf">When the server last gave or confirmed it.</param>
/// <param name="Accepted"><see cref="FeedGuard"/> objects to it at a first load, and the operator accepted it.</param>
/// <param name="Content">The whole body.</param>
internal sealed record FeedCopy(Uri Url, FeedValidators Validators, DateTimeOffset AsOf, bool Accepted, ReadOnlyMemory<byte> Content);
