using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>The pieces that the clouds' JSON feeds share.</summary>
internal static class JsonEntries
{
    /// <summary>Reads an array of objects, each with a prefix of one family or both, and a region.</summary>
    public static void ReadArray(
        ref FeedJson json, string what, ReadOnlySpan<byte> prefixV4, ReadOnlySpan<byte> prefixV6, ReadOnlySpan<byte> region, FeedEntries entries)
    {
        json.ToValue();
        json.EnterArray(what);
        while (json.ToElement()) ReadOne(ref json, prefixV4, prefixV6, region, entries);
    }

    /// <summary>The prefix in the string here.</summary>
    public static IpPrefix Prefix(ref FeedJson json, FeedEntries entries, out bool masked)
    {
        var text = json.Text(entries.Text, "the prefix");
        if (!IpPrefix.TryParse(text, out var prefix, out masked)) throw json.Wrong($"not a CIDR prefix: {Excerpt.Of(text)}");
        if (entries.IsFull) throw json.Wrong($"more than {FeedEntries.Most} prefixes");
        return prefix;
    }

    private static void ReadOne(
        ref FeedJson json, ReadOnlySpan<byte> prefixV4, ReadOnlySpan<byte> prefixV6, ReadOnlySpan<byte> region, FeedEntries entries)
    {
        json.EnterObject("the entry");
        IpPrefix v4 = default, v6 = default;
        string? regionName = null;
        bool hasV4 = false, hasV6 = false, hasRegion = false, maskedV4 = false, maskedV6 = false;
        while (json.ToMember())
        {
            if (json.NameIs(prefixV4))
            {
                json.Once(ref hasV4, "the entry's prefix");
                json.ToValue();
                v4 = Prefix(ref json, entries, out maskedV4);
            }
            else if (json.NameIs(prefixV6))
            {
                json.Once(ref hasV6, "the entry's prefix");
                json.ToValue();
                v6 = Prefix(ref json, entries, out maskedV6);
            }
            else if (json.NameIs(region))
            {
                json.Once(ref hasRegion, "the entry's region");
                json.ToValue();
                regionName = Region(ref json, entries);
            }
            else
            {
                json.Skip();
            }
        }
        if (!hasV4 && !hasV6) throw json.Wrong("the entry has no prefix");
        if (!hasRegion) throw json.Wrong("the entry has no region");
        if (hasV4) entries.Add(v4, maskedV4, regionName);
        if (hasV6) entries.Add(v6, maskedV6, regionName);
    }

    private static string? Region(ref FeedJson json, FeedEntries entries)
    {
        var text = json.Text(entries.Text, "the region");
        return entries.TryRegion(text, out var region) ? region : throw json.Wrong($"not a name of a region: {Excerpt.Of(text)}");
    }
}
