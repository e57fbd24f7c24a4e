using Fairlead.Formats.Yaml;

namespace Fairlead.Traffic.Pricing;

/// <summary>What an entry for bytes costs: <c>perGiB</c> or <c>perGB</c>, or <c>tiers</c> of them.</summary>
internal sealed class PriceTiersReader(YamlReport report)
{
    /// <summary>GB (10^9 bytes) in a GiB: some bill by the one, some by the other.</summary>
    private const decimal GBPerGiB = EgressPrice.GiB / 1_000_000_000m;

    private readonly AmountReader _amounts = new(report);

    /// <summary>The tiers, ascending, the last without an end; unfit for use when the report has an error.</summary>
    public IReadOnlyList<PriceTier> Read(MapReader entry)
    {
        if (!entry.Has("tiers")) return [new PriceTier(null, ReadPrice(entry, "an item of 'egress'"))];
        foreach (var key in new[] { "perGiB", "perGB" }.Where(entry.Has)) report.Add(entry.KeyOf(key), $"give {Quoted.Text(key)} or 'tiers', not both");
        if (entry.IsEmptyList("tiers")) report.Add(entry.KeyOf("tiers"), "'tiers' has no items: give at least one, the last without 'upTo'");
        var tiers = new List<PriceTier>();
        var items = entry.List("tiers") ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (report.Map(items[i], "a tier") is { } tier) tiers.Add(ReadTier(tier, tiers.LastOrDefault()?.UpTo ?? 0, isLast: i == items.Count - 1));
        }
        return tiers;
    }

    private PriceTier ReadTier(MapReader tier, long begin, bool isLast)
    {
        var price = ReadPrice(tier, "a tier");
        var upTo = tier.Text("upTo");
        if (isLast)
        {
            if (upTo is not null) report.Add(upTo, "the last tier has no 'upTo': it is for all that is beyond the others");
            return new PriceTier(null, price);
        }
        var end = 0L;
        if (!tier.Has("upTo")) report.Add(tier.Node, "a tier needs an 'upTo', unless it is the last");
        else if (upTo is not null && !SizeText.TryParse(upTo.Text, out end)) report.Add(upTo, $"{Quoted.Text(upTo.Text)} is no size: a whole number and a unit such as GB or TiB, as in 10TiB");
        else if (upTo is not null && end <= begin) report.Add(upTo, "a tier must end above the one before: 'upTo' counts from the month's first byte");
        return new PriceTier(end, price);
    }

    private decimal ReadPrice(MapReader map, string what)
    {
        var perGiB = _amounts.Read(map, "perGiB", AmountReader.MaxPrice);
        var perGB = _amounts.Read(map, "perGB", AmountReader.MaxPrice);
        if (map.Has("perGiB") && map.Has("perGB")) report.Add(map.KeyOf("perGB"), "give 'perGiB' or 'perGB', not both");
        else if (!map.Has("perGiB") && !map.Has("perGB")) report.Add(map.Node, $"{what} needs a price: 'perGiB' (2^30 bytes) or 'perGB' (10^9)");
        return perGiB ?? (perGB * GBPerGiB) ?? 0;
    }
}
