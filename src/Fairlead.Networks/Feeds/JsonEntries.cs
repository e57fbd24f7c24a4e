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

    /// <summary>Reads an array of prefixes that are all of one region, or of none.</summary>
    public static void ReadPrefixes(ref FeedJson json, string what, string? region, FeedEntries entries)
    {
        json.ToValue();
        json.EnterArray(what);
        while (json.ToElement())
        {
            var prefix = Prefix(ref json, entries, out var masked);
            Add(json, entries, prefix, masked, region);
        }
    }

    /// <summary>The prefix in the string here.</summary>
    public static IpPrefix Prefix(ref FeedJson json, FeedEntries entries, out bool masked)
    {
        var text = json.Text(entries.Text, "the prefix");
        if (!IpPrefix.TryParse(text, out var prefix, out masked)) throw json.Wrong($"not a CIDR prefix: {Excerpt.Of(text)}");
        return prefix;
    }

    /// <summary>Adds an entry, if there is room.</summary>
    public static void Add(in FeedJson json, FeedEntries entries, IpPrefix prefix, bool masked, string? region)
    {
        if (entries.IsFull) throw json.Wrong($"more than {FeedEntries.Most} prefixes");
        entries.Add(prefix, masked, region);
    }

    /// <summary>The region of this name, null where the name says that there is none.</summary>
    public static string? Region(in FeedJson json, FeedEntries entries, ReadOnlySpan<char> name)
    {
        if (!entries.TryRegion(name, out var region)) throw json.Wrong($"not a name of a region: {Excerpt.Of(name)}");
        if (entries.HasTooManyRegions) throw json.Wrong($"more than {FeedEntries.MostRegions} regions");
        return region;
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
                regionName = Region(json, entries, json.Text(entries.Text, "the region"));
            }
            else
            {
                json.Skip();
            }
        }
        if (!hasV4 && !hasV6) throw json.Wrong("the entry has no prefix");
        if (!hasRegion) throw json.Wrong("the entry has no region");
        if (hasV4) Add(json, entries, v4, maskedV4, regionName);
        if (hasV6) Add(json, entries, v6, maskedV6, regionName);
    }
}
