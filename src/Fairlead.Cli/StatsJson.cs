using System.Text.Json;
using Fairlead.Networks.Feeds;
using Fairlead.Networks.Review;

namespace Fairlead.Cli;

/// <summary>What the sources know, for machines. Amounts are addresses (IPv4) or /48s (IPv6).</summary>
internal static class StatsJson
{
    public static void Write(Utf8JsonWriter json, NetworkStats stats, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteStartObject("table");
        json.WriteNumber("prefixesV4", stats.Table.PrefixesV4);
        json.WriteNumber("prefixesV6", stats.Table.PrefixesV6);
        json.WriteNumber("facts", stats.Table.Facts.Length - 1);
        json.WriteNumber("asnNames", stats.Table.AsnNames.Count);
        json.WriteNumber("bytes", stats.Table.SizeInBytes);
        if (stats.Written is { } written)
        {
            json.WriteString("written", written);
            json.WriteNumber("ageSeconds", Math.Round((now - written).TotalSeconds));
        }
        json.WriteEndObject();
        json.WriteStartArray("feeds");
        foreach (var feed in stats.Feeds) WriteFeed(json, feed, now);
        json.WriteEndArray();
        json.WriteStartArray("sources");
        foreach (var total in stats.Review.Totals()) WriteTotal(json, total);
        json.WriteEndArray();
        // A snapshot doesn't know: an empty list would say that there is none.
        if (stats.Written is null)
        {
            json.WriteStartArray("overlaps");
            foreach (var overlap in stats.Review.Overlaps()) WriteOverlap(json, overlap);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteFeed(Utf8JsonWriter json, LoadedFeed feed, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("name", feed.Source.Name);
        json.WriteString("type", feed.Source.Type);
        json.WriteString("asOf", feed.AsOf);
        json.WriteNumber("ageSeconds", Math.Round((now - feed.AsOf).TotalSeconds));
        json.WriteNumber("masked", feed.Content.Masked);
        json.WriteStartObject("dropped");
        foreach (var (reason, count) in feed.Content.Dropped) json.WriteNumber(reason, count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTotal(Utf8JsonWriter json, SourceTotal total)
    {
        json.WriteStartObject();
        json.WriteString("source", total.Source);
        json.WriteString("kind", HolderNames.KeyOf(total.Kind));
        if (total.PrefixesV4 is { } v4) json.WriteNumber("prefixesV4", v4);
        if (total.PrefixesV6 is { } v6) json.WriteNumber("prefixesV6", v6);
        json.WriteNumber("addressesV4", total.V4.Units(isIPv4: true));
        json.WriteNumber("sitesV6", total.V6.Units(isIPv4: false));
        json.WriteEndObject();
    }

    private static void WriteOverlap(Utf8JsonWriter json, SourceOverlap overlap)
    {
        json.WriteStartObject();
        json.WriteString("kind", HolderNames.KeyOf(overlap.Kind));
        json.WriteStartArray("sources");
        json.WriteStringValue(overlap.First);
        json.WriteStringValue(overlap.Second);
        json.WriteEndArray();
        json.WriteString("family", overlap.IsIPv4 ? "IPv4" : "IPv6");
        json.WriteString("unit", overlap.IsIPv4 ? "address" : "/48");
        json.WriteNumber("both", overlap.Both.Units(overlap.IsIPv4));
        json.WriteNumber("conflicting", overlap.Conflicting.Units(overlap.IsIPv4));
        json.WriteString("example", overlap.Example?.ToString());
        json.WriteEndObject();
    }
}
