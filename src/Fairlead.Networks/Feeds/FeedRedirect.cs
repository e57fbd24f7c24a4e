namespace Fairlead.Networks.Feeds;

/// <summary>Where a redirect of a feed's server may lead.</summary>
internal static class FeedRedirect
{
    /// <summary>
    /// The URL to ask next, or null with the reason why not. Never from https to http: who can write the plain answer would
    /// say which addresses belong to whom.
    /// </summary>
    public static Uri? Next(Uri from, Uri? location, out string? refusal)
    {
        refusal = null;
        if (location is null)
        {
            refusal = "it redirects without saying where to";
            return null;
        }
        if (!Uri.TryCreate(from, location, out var to))
        {
            refusal = "it redirects to what is no URL";
            return null;
        }
        if (to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp)) return to;
        refusal = $"it redirects from {from.Scheme} to {to.Scheme}";
        return null;
    }
}
