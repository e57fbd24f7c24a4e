namespace Fairlead.Networks.Feeds;

/// <summary>What a server says about a copy, to ask it later whether the copy still holds (RFC 9110 section 8.8).</summary>
/// <param name="ETag">With its quotes, or null.</param>
/// <param name="LastModified">Or null.</param>
/// <param name="Document">What it is a copy of, when that is not the feed's URL but a document that the page there names.</param>
internal sealed record FeedValidators(string? ETag, DateTimeOffset? LastModified, Uri? Document = null)
{
    public static readonly FeedValidators None = new(null, null);

    /// <summary>To ask this document with: none, if they are of another one, because tags mean something beside their own URL only.</summary>
    public FeedValidators For(Uri? document) => Document == document ? this : None with { Document = document };
}
