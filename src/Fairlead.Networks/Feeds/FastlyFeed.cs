namespace Fairlead.Networks.Feeds;

/// <summary>
/// Fastly's <c>public-ip-list</c>: <c>addresses[]</c> and <c>ipv6_addresses[]</c>, prefixes without regions.
/// Format: https://www.fastly.com/documentation/reference/api/utils/public-ip-list/
/// </summary>
internal static class FastlyFeed
{
    /// <exception cref="FeedFormatException">It is not of the format.</exception>
    public static FeedContent Parse(Stream content, FeedSource source)
    {
        var json = new FeedJson(WholeFeed.Read(content));
        var entries = new FeedEntries(regionless: null);
        bool hasV4 = false, hasV6 = false;
        json.ToValue();
        json.EnterObject("the document");
        while (json.ToMember())
        {
            if (json.NameIs("addresses"u8))
            {
                json.Once(ref hasV4, "addresses");
                JsonEntries.ReadPrefixes(ref json, "addresses", source.Region, entries);
            }
            else if (json.NameIs("ipv6_addresses"u8))
            {
                json.Once(ref hasV6, "ipv6_addresses");
                JsonEntries.ReadPrefixes(ref json, "ipv6_addresses", source.Region, entries);
            }
            else
            {
                json.Skip();
            }
        }
        if (!hasV4) throw json.Wrong("the document has no addresses");
        json.ToEnd();
        return entries.ToContent();
    }
}
