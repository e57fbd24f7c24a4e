namespace Fairlead.Traffic.Pricing;

/// <summary>A part of a month's bytes and what a GiB (2^30 bytes) of it costs.</summary>
/// <param name="UpTo">Bytes of the month at which the tier ends; null: it has no end.</param>
/// <param name="PerGiB">In the book's currency.</param>
public sealed record PriceTier(long? UpTo, decimal PerGiB);
