using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Review;

/// <summary>Addresses of one family that were one holder's and are another's.</summary>
/// <param name="From">Whose they were; null: nobody's.</param>
/// <param name="To">Whose they are; null: nobody's.</param>
/// <param name="IsIPv4">The family.</param>
/// <param name="Addresses">How many.</param>
/// <param name="Prefixes">The fewest prefixes that make them up.</param>
/// <param name="Largest">The largest of these, to look it up by.</param>
public sealed record Change(Holder? From, Holder? To, bool IsIPv4, AddressCount Addresses, int Prefixes, IpPrefix Largest)
{
    /// <summary>Of which kind of facts.</summary>
    public FactKind Kind => (From ?? To)!.Value.Kind;
}
