namespace Fairlead.SystemTests.Feeds;

/// <summary>Clients' addresses where the feeds are the samples.</summary>
internal static class Addresses
{
    /// <summary>In eu-west-3 of <see cref="CloudFeeds.AwsSample"/>.</summary>
    public const string AwsParis = "35.180.1.2";

    /// <summary>In <see cref="CloudFeeds.GcpSample"/>.</summary>
    public const string Gcp = "34.16.1.2";

    /// <summary>In no feed: documentation addresses (RFC 5737).</summary>
    public const string Elsewhere = "203.0.113.7";
}
