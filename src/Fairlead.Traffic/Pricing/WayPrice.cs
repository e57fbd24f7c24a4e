namespace Fairlead.Traffic.Pricing;

/// <summary>What the price book has for a way from one backend to some clients.</summary>
/// <param name="Egress">The entry for bytes; null: it has none, and then requests have no price either.</param>
/// <param name="Requests">The entry for requests.</param>
internal readonly record struct WayPrice(EgressPrice? Egress, RequestPrice? Requests);
