namespace Fairlead.Networks.Feeds;

/// <summary>
/// Google's <c>cloud.json</c>, the addresses of its cloud's customers: <c>prefixes[]</c>, each with <c>ipv4Prefix</c> or
/// <c>ipv6Prefix</c> and a <c>scope</c> that is a region or <c>global</c>.
/// Format: https://cloud.google.com/compute/docs/faq#find_ip_range
/// </summary>
internal static class GcpFeed
{
    /// <exception cref="FeedFormatException">It is not of the format.</exception>
    public static FeedContent Parse(ReadOnlySpan<byte> content)
    {
        var json = new FeedJson(content);
        var entries = new FeedEntries(regionless: "global");
        var hasPrefixes = false;
        json.ToValue();
        json.EnterObject("the document");
        while (json.ToMember())
        {
            if (json.NameIs("prefixes"u8))
            {
                json.Once(ref hasPrefixes, "prefixes");
                JsonEntries.ReadArray(ref json, "prefixes", "ipv4Prefix"u8, "ipv6Prefix"u8, "scope"u8, entries);
            }
            else
            {
                json.Skip();
            }
        }
        if (!hasPrefixes) throw json.Wrong("the document has no prefixes");
        json.ToEnd();
        return entries.ToContent();
    }
}
