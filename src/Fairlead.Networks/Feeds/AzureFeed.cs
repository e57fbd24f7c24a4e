namespace Fairlead.Networks.Feeds;

/// <summary>
/// Microsoft's service tags, <c>ServiceTags_Public_DATE.json</c>: <c>values[]</c>, each with a <c>name</c> and
/// <c>properties.addressPrefixes[]</c>. <c>AzureCloud.REGION</c> holds all addresses of a region's data centres, and
/// <c>AzureCloud</c> those of all regions; the other tags are single services within them, and are passed over.
/// Format: https://learn.microsoft.com/azure/virtual-network/service-tags-overview#discover-service-tags-by-using-downloadable-json-files
/// </summary>
internal static class AzureFeed
{
    private const string CloudTag = "AzureCloud";

    /// <exception cref="FeedFormatException">It is not of the format.</exception>
    public static FeedContent Parse(ReadOnlySpan<byte> content)
    {
        var json = new FeedJson(content);
        var entries = new FeedEntries(regionless: null);
        var hasValues = false;
        json.ToValue();
        json.EnterObject("the document");
        while (json.ToMember())
        {
            if (json.NameIs("values"u8))
            {
                json.Once(ref hasValues, "values");
                json.ToValue();
                json.EnterArray("values");
                while (json.ToElement()) ReadTag(ref json, entries);
            }
            else
            {
                json.Skip();
            }
        }
        if (!hasValues) throw json.Wrong("the document has no values");
        json.ToEnd();
        return entries.ToContent();
    }

    private static void ReadTag(ref FeedJson json, FeedEntries entries)
    {
        json.EnterObject("the service tag");
        bool hasName = false, hasProperties = false, isCloud = false;
        string? region = null;
        var properties = json;
        while (json.ToMember())
        {
            if (json.NameIs("name"u8))
            {
                json.Once(ref hasName, "the tag's name");
                json.ToValue();
                isCloud = IsCloud(ref json, entries, out region);
            }
            else if (json.NameIs("properties"u8))
            {
                // Members come in any order, and only the name tells whether these are wanted.
                json.Once(ref hasProperties, "the tag's properties");
                properties = json;
                json.Skip();
            }
            else
            {
                json.Skip();
            }
        }
        if (!hasName) throw json.Wrong("the service tag has no name");
        if (!isCloud) return;
        if (!hasProperties) throw json.Wrong("the service tag has no properties");
        ReadProperties(ref properties, region, entries);
    }

    private static bool IsCloud(ref FeedJson json, FeedEntries entries, out string? region)
    {
        region = null;
        var name = json.Text(entries.Text, "the tag's name");
        if (!name.StartsWith(CloudTag, StringComparison.Ordinal)) return false;
        if (name.Length == CloudTag.Length) return true;
        if (name[CloudTag.Length] != '.') return false;

        var suffix = entries.Text.AsSpan((CloudTag.Length + 1)..name.Length);
        foreach (ref var c in suffix) c = char.ToLowerInvariant(c);
        region = JsonEntries.Region(json, entries, suffix);
        return true;
    }

    private static void ReadProperties(ref FeedJson json, string? region, FeedEntries entries)
    {
        json.ToValue();
        json.EnterObject("properties");
        var hasPrefixes = false;
        while (json.ToMember())
        {
            if (!json.NameIs("addressPrefixes"u8))
            {
                json.Skip();
                continue;
            }
            json.Once(ref hasPrefixes, "addressPrefixes");
            JsonEntries.ReadPrefixes(ref json, "addressPrefixes", region, entries);
        }
        if (!hasPrefixes) throw json.Wrong("properties has no addressPrefixes");
    }
}
