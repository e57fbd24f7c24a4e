namespace Fairlead.Networks.Lookup;

/// <summary>What is known of some addresses, a match for each kind of fact; 12 bytes, since full ASN data makes hundreds of thousands of them.</summary>
/// <param name="Network">Network and region: a <see cref="PrefixMatch"/> of a <see cref="Claim"/>.</param>
/// <param name="Asn">A <see cref="PrefixMatch"/> of an <see cref="AsnClaim"/>.</param>
/// <param name="Country">A <see cref="PrefixMatch"/> of a <see cref="CountryClaim"/>.</param>
internal readonly record struct FactsRow(int Network, int Asn, int Country);
