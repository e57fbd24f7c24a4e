namespace Fairlead.Traffic.Pricing;

/// <summary>What a provider gives.</summary>
/// <param name="Provider">Whose bill it is taken off: the provider of backends.</param>
/// <param name="Amount">In the price book's currency.</param>
/// <param name="IsYearly">For a calendar year; else for a calendar month.</param>
public sealed record Credit(string Provider, decimal Amount, bool IsYearly);
