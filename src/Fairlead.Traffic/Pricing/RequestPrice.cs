namespace Fairlead.Traffic.Pricing;

/// <summary>What requests to some backends cost.</summary>
/// <param name="From">Which backends.</param>
/// <param name="Per10k">For ten thousand, in the book's currency.</param>
public sealed record RequestPrice(PriceMatch From, decimal Per10k);
