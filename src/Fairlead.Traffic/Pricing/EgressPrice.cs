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
    /// <summary>What so many bytes of one month cost altogether.</summary>
    public decimal CostOf(long bytes) => throw new NotImplementedException();
}
