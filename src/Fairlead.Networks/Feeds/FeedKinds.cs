namespace Fairlead.Networks.Feeds;

/// <summary>What kinds of facts feeds of a type can bring, whatever a particular file holds.</summary>
public static class FeedKinds
{
    /// <summary>Whether its prefixes are of one network, which the policy may name: what a cloud, a CDN or a site publishes of itself.</summary>
    public static bool BringsNetwork(string type) => type is "aws" or "gcp" or "azure" or "oracle" or "cidrs" or "fastly" or "geofeed";

    /// <summary>Whether it brings networks that only the file names: a whole table.</summary>
    public static bool BringsAnyNetwork(string type) => type is "snapshot";

    /// <summary>Whether it says which autonomous systems originate prefixes.</summary>
    public static bool BringsAsns(string type) => type is "ip2asn" or "asn-csv" or "pfx2as" or "mrt" or "mmdb" or "snapshot";

    /// <summary>Whether it says which countries prefixes are in.</summary>
    public static bool BringsCountries(string type) => type is "geofeed" or "ip2asn" or "country-csv" or "mmdb" or "snapshot";

    /// <summary>Whether its prefixes carry no region, so that the policy may give one to all of them.</summary>
    public static bool CarriesNoRegion(string type) => type is "cidrs" or "fastly";
}
