namespace Fairlead.Policy.Loading;

/// <summary>Types of feeds that a policy may name.</summary>
internal static class FeedTypes
{
    /// <summary>Prefixes alone, one a line: network and region come from the policy.</summary>
    public const string Cidrs = "cidrs";

    /// <summary>Read by this version.</summary>
    public static readonly IReadOnlyList<string> Read = ["aws", "gcp", "azure", Cidrs];

    /// <summary>Planned: a policy may name them, and is served without them.</summary>
    public static readonly IReadOnlyList<string> Later =
        ["oracle", "geofeed", "fastly", "ip2asn", "asn-csv", "country-csv", "pfx2as", "mrt", "mmdb", "snapshot"];
}
