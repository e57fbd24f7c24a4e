namespace Fairlead.Networks.Feeds;

/// <summary>Why something of a feed was left out, as it is counted in <see cref="FeedContent.Dropped"/>.</summary>
internal static class Omission
{
    /// <summary>An ASN that is nobody's (<see cref="Addresses.ReservedAsns"/>).</summary>
    public const string ReservedAsn = "reserved ASN";

    /// <summary>Addresses that nobody has (<see cref="Addresses.Bogons"/>).</summary>
    public const string BogonPrefix = "bogon prefix";

    /// <summary>An origin that is several ASNs put together, so that nobody can say which one it is.</summary>
    public const string AsSet = "AS set";

    /// <summary>Addresses that the feed lists in order to say that no AS originates them.</summary>
    public const string NotRouted = "not routed";

    /// <summary>Addresses that the feed lists without a country.</summary>
    public const string NoCountry = "no country";

    /// <summary>A range that overlaps others: what the outer ones say of its addresses.</summary>
    public const string Overlap = "overlapping range";

    /// <summary>A line that says again what was said before.</summary>
    public const string Repeated = "repeated entry";
}
