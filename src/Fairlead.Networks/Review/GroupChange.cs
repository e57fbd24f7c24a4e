namespace Fairlead.Networks.Review;

/// <summary>What became of all that a provider, an autonomous system or a country has in one family.</summary>
/// <param name="Group">Who: a holder without a region.</param>
/// <param name="IsIPv4">The family.</param>
/// <param name="Before">What it had.</param>
/// <param name="After">What it has.</param>
/// <param name="Changed">What came, went, or moved to another region of its.</param>
public sealed record GroupChange(Holder Group, bool IsIPv4, AddressCount Before, AddressCount After, AddressCount Changed)
{
    /// <summary>The changed part of what it had, or, where it had nothing, of what it has; more than 100 where more came than there was.</summary>
    public double Percent => PercentOf(Changed);

    /// <summary>These addresses as a part of what it had, or has.</summary>
    public double PercentOf(AddressCount part) =>
        part.IsZero ? 0 : 100 * (double)part.Addresses / (double)(Before.IsZero ? After : Before).Addresses;
}
