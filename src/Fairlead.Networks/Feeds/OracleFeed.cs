namespace Fairlead.Networks.Feeds;

/// <summary>
/// Oracle's <c>public_ip_ranges.json</c>: <c>regions[]</c>, each with a <c>region</c> and <c>cidrs[].cidr</c>.
/// Format: https://docs.oracle.com/iaas/Content/General/Concepts/addressranges.htm
/// </summary>
internal static class OracleFeed
{
    /// <exception cref="FeedFormatException">It is not of the format.</exception>
    public static FeedContent Parse(Stream content, FeedSource source)
    {
        var json = new FeedJson(WholeFeed.Read(content));
        var entries = new FeedEntries(regionless: null);
        var hasRegions = false;
        json.ToValue();
        json.EnterObject("the document");
        while (json.ToMember())
        {
            if (json.NameIs("regions"u8))
            {
                json.Once(ref hasRegions, "regions");
                json.ToValue();
                json.EnterArray("regions");
                while (json.ToElement()) ReadRegion(ref json, entries);
            }
            else
            {
                json.Skip();
            }
        }
        if (!hasRegions) throw json.Wrong("the document has no regions");
        json.ToEnd();
        return entries.ToContent();
    }

    private static void ReadRegion(ref FeedJson json, FeedEntries entries)
    {
        json.EnterObject("the region");
        bool hasName = false, hasCidrs = false;
        string? region = null;
        var cidrs = json;
        while (json.ToMember())
        {
            if (json.NameIs("region"u8))
            {
                json.Once(ref hasName, "the region's name");
                json.ToValue();
                region = JsonEntries.Region(json, entries, json.Text(entries.Text, "the region's name"));
            }
            else if (json.NameIs("cidrs"u8))
            {
                // Members come in any order, and the prefixes want the name.
                json.Once(ref hasCidrs, "the region's cidrs");
                cidrs = json;
                json.Skip();
            }
            else
            {
                json.Skip();
            }
        }
        if (!hasName) throw json.Wrong("the region has no name");
        if (!hasCidrs) throw json.Wrong("the region has no cidrs");
        cidrs.ToValue();
        cidrs.EnterArray("cidrs");
        while (cidrs.ToElement()) ReadCidr(ref cidrs, region, entries);
    }

    private static void ReadCidr(ref FeedJson json, string? region, FeedEntries entries)
    {
        json.EnterObject("the entry");
        var hasPrefix = false;
        while (json.ToMember())
        {
            if (json.NameIs("cidr"u8))
            {
                json.Once(ref hasPrefix, "the entry's cidr");
                json.ToValue();
                var prefix = JsonEntries.Prefix(ref json, entries, out var masked);
                JsonEntries.Add(json, entries, prefix, masked, region);
            }
            else
            {
                json.Skip();
            }
        }
        if (!hasPrefix) throw json.Wrong("the entry has no cidr");
    }
}
