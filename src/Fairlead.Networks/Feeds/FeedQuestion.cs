namespace Fairlead.Networks.Feeds;

/// <summary>What is to be downloaded.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="Known">Of the copy that there is, for the server to say whether it still holds.</param>
/// <param name="MaxBytes">No larger body is taken.</param>
/// <param name="Total">From the first connection to the last byte.</param>
/// <param name="Place">Makes a place for the body, once there is one.</param>
internal sealed record FeedQuestion(Uri Url, FeedValidators Known, long MaxBytes, TimeSpan Total, Func<FeedSpool> Place);
