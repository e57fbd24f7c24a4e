using System.Globalization;
using Fairlead.Networks.Review;

namespace Fairlead.Cli;

/// <summary>What the sources know, as people read it.</summary>
internal static class StatsText
{
    public static void Write(TextWriter output, NetworkStats stats, DateTimeOffset now)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"table: {stats.Table.PrefixesV4:N0} IPv4 and {stats.Table.PrefixesV6:N0} IPv6 prefixes, {stats.Table.Facts.Length - 1:N0} distinct facts, {stats.Table.AsnNames.Count:N0} names of ASNs, {stats.Table.SizeInBytes:N0} bytes"));
        if (stats.Written is { } written)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"written: {written:u}, age {AmountText.Age(now - written)}; of each source it holds only what counted in the end, so where sources disagree is not known"));
        if (stats.Feeds.Count > 0) WriteFeeds(output, stats, now);
        output.WriteLine();
        WriteSources(output, stats.Review);
        if (stats.Feeds.Count > 0) WriteOverlaps(output, stats.Review);
    }

    /// <summary>The table of sources alone.</summary>
    public static void WriteSources(TextWriter output, SourceReview review)
    {
        var table = new TextTable("source", "kind", ">IPv4 prefixes", ">IPv4 addresses", ">IPv6 prefixes", ">IPv6 /48s");
        foreach (var total in review.Totals())
            table.Add(total.Source, HolderNames.KeyOf(total.Kind), Count(total.PrefixesV4), AmountText.Of(total.V4, isIPv4: true), Count(total.PrefixesV6), AmountText.Of(total.V6, isIPv4: false));
        table.Write(output);
    }

    private static void WriteFeeds(TextWriter output, NetworkStats stats, DateTimeOffset now)
    {
        var table = new TextTable("feed", "type", ">age", "as of");
        foreach (var feed in stats.Feeds)
            table.Add(feed.Source.Name, feed.Source.Type, AmountText.Age(now - feed.AsOf), feed.AsOf.ToString("u", CultureInfo.InvariantCulture));
        output.WriteLine();
        table.Write(output);
    }

    private static void WriteOverlaps(TextWriter output, SourceReview review)
    {
        var overlaps = review.Overlaps();
        output.WriteLine();
        if (overlaps.Count == 0)
        {
            output.WriteLine("no two sources know the same kind of fact of the same addresses");
            return;
        }
        output.WriteLine("known to two sources of a kind, and how much of it they disagree on:");
        var table = new TextTable("kind", "one", "other", "family", ">both", ">disagree", ">percent", "for example");
        foreach (var one in overlaps)
        {
            table.Add(
                HolderNames.KeyOf(one.Kind), one.First, one.Second, one.IsIPv4 ? "IPv4" : "IPv6", AmountText.Of(one.Both, one.IsIPv4),
                AmountText.Of(one.Conflicting, one.IsIPv4), AmountText.Percent(100 * one.Conflicting.Units(one.IsIPv4) / one.Both.Units(one.IsIPv4)),
                one.Example?.ToString() ?? "-");
        }
        table.Write(output);
    }

    private static string Count(int? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
}
