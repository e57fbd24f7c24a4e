namespace Fairlead.Networks.Feeds;

/// <summary>
/// Amazon's <c>ip-ranges.json</c>: <c>prefixes[].ip_prefix</c> and <c>ipv6_prefixes[].ipv6_prefix</c>, each with a
/// <c>region</c> that may be <c>GLOBAL</c>; one prefix often stands there several times, once a service.
/// Format: https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-syntax.html
/// </summary>
internal static class AwsFeed
{
    /// <exception cref="FeedFormatException">It is not of the format.</exception>
    public static FeedContent Parse(ReadOnlySpan<byte> content)
    {
        var json = new FeedJson(content);
        var entries = new FeedEntries(regionless: "GLOBAL");
        bool hasV4 = false, hasV6 = false;
        json.ToValue();
        json.EnterObject("the document");
        while (json.ToMember())
        {
            if (json.NameIs("prefixes"u8))
            {
                json.Once(ref hasV4, "prefixes");
                JsonEntries.ReadArray(ref json, "prefixes", "ip_prefix"u8, "ipv6_prefix"u8, "region"u8, entries);
            }
            else if (json.NameIs("ipv6_prefixes"u8))
            {
                json.Once(ref hasV6, "ipv6_prefixes");
                JsonEntries.ReadArray(ref json, "ipv6_prefixes", "ip_prefix"u8, "ipv6_prefix"u8, "region"u8, entries);
            }
            else
            {
                json.Skip();
            }
        }
        if (!hasV4) throw json.Wrong("the document has no prefixes");
        json.ToEnd();
        return entries.ToContent();
    }
}
