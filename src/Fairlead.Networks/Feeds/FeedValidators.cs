namespace Fairlead.Networks.Feeds;

/// <summary>What a server says about a copy, to ask it later whether the copy still holds (RFC 9110 section 8.8).</summary>
/// <param name="ETag">With its quotes, or null.</param>
/// <param name="LastModified">Or null.</param>
internal sealed record FeedValidators(string? ETag, DateTimeOffset? LastModified)
{
    public static readonly FeedValidators None = new(null, null);
}
