namespace Fairlead.Traffic.Pricing;

/// <summary>
/// What bytes cost on a way from some backends to some clients. Its tiers go by the bytes of a calendar month on all ways that this entry is for, together.
/// </summary>
/// <param name="Index">Place in the book.</param>
/// <param name="From">Which backends.</param>
/// <param name="To">Which clients.</param>
/// <param name="Tiers">Ascending; the last has no end.</param>
public sealed record EgressPrice(int Index, PriceMatch From, PriceMatch To, IReadOnlyList<PriceTier> Tiers)
{
    /// <summary>Bytes of a GiB.</summary>
    public const long GiB = 1 << 30;

    /// <summary>What so many bytes of one month cost altogether.</summary>
    public decimal CostOf(long bytes) => InTiers(bytes).Sum(part => part.Bytes * part.Tier.PerGiB / GiB);

    /// <summary>The bytes of a month by the tiers that they fall into.</summary>
    internal IEnumerable<(PriceTier Tier, long Bytes)> InTiers(long bytes)
    {
        var begin = 0L;
        foreach (var tier in Tiers)
        {
            var end = Math.Min(bytes, tier.UpTo ?? long.MaxValue);
            if (end > begin) yield return (tier, end - begin);
            begin = Math.Max(begin, end);
        }
    }
}
