namespace Fairlead.Networks.Review;

/// <summary>Who has an address, by facts of one kind: a provider in a region, an autonomous system, a country.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The provider that owns the network, else the network; <c>AS16509</c>; <c>FR</c>.</param>
/// <param name="Region">The region, where the kind has any and it is known.</param>
/// <param name="Asn">The ASN; 0 for other kinds.</param>
public readonly record struct Holder(FactKind Kind, string Name, string? Region, uint Asn)
{
    /// <summary>Whether it is the same provider, autonomous system or country, wherever in it.</summary>
    public bool IsOfGroup(Holder other) => Kind == other.Kind && Name == other.Name;
}
