using System.Text.Json;
using Fairlead.Networks.Addresses;
using Fairlead.SystemTests.Processes;
using Fairlead.Tests.Support;

namespace Fairlead.SystemTests.Feeds;

/// <summary>The two clouds' feeds as files, with an address for each place that is picked from them.</summary>
internal sealed record CloudFeeds(string AwsFile, string GcpFile)
{
    /// <summary>Name of the feeds below that are always there.</summary>
    public const string Sample = "sample";

    /// <summary>Name of the feeds as the clouds published them.</summary>
    public const string Published = "published";

    /// <summary>A feed in the form of https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-syntax.html, of a few prefixes.</summary>
    public const string AwsSample = """
        {
          "syncToken": "1785313625",
          "createDate": "2026-07-29-08-27-05",
          "prefixes": [
            {"ip_prefix": "3.80.0.0/12", "region": "us-east-1", "service": "EC2", "network_border_group": "us-east-1"},
            {"ip_prefix": "35.180.0.0/16", "region": "eu-west-3", "service": "AMAZON", "network_border_group": "eu-west-3"},
            {"ip_prefix": "35.180.0.0/16", "region": "eu-west-3", "service": "EC2", "network_border_group": "eu-west-3"},
            {"ip_prefix": "52.94.76.0/22", "region": "GLOBAL", "service": "AMAZON", "network_border_group": "GLOBAL"}
          ],
          "ipv6_prefixes": [
            {"ipv6_prefix": "2a05:d012::/36", "region": "eu-west-3", "service": "EC2", "network_border_group": "eu-west-3"}
          ]
        }
        """;

    /// <summary>A feed in the form of https://www.gstatic.com/ipranges/cloud.json, of a few prefixes.</summary>
    public const string GcpSample = """
        {
          "syncToken": "1785333953849",
          "creationTime": "2026-07-29T07:05:53.849365",
          "prefixes": [
            {"ipv4Prefix": "34.16.0.0/17", "service": "Google Cloud", "scope": "us-central1"},
            {"ipv4Prefix": "34.1.208.0/20", "service": "Google Cloud", "scope": "africa-south1"},
            {"ipv6Prefix": "2600:1900:4000::/44", "service": "Google Cloud", "scope": "us-central1"}
          ]
        }
        """;

    /// <summary>The sample, and the published ones where they are.</summary>
    public static IReadOnlyList<string> Names => SharedData.Root is null ? [Sample] : [Sample, Published];

    /// <summary>Feeds by name; the sample is written to the directory.</summary>
    public static CloudFeeds Named(string name, TempDirectory directory) => name == Sample
        ? new CloudFeeds(directory.Write("aws.json", AwsSample), directory.Write("gcp.json", GcpSample))
        : new CloudFeeds(
            Path.Combine(SharedData.Root!, "feeds", "aws-ip-ranges.json"), Path.Combine(SharedData.Root!, "feeds", "gcp-cloud.json"));

    /// <summary>The address of a client there.</summary>
    public string AddressIn(Place place) => place switch
    {
        Place.AwsParis => AddressIn(AwsFile, "ip_prefix", "region", "eu-west-3"),
        Place.Gcp => AddressIn(GcpFile, "ipv4Prefix", "scope", "us-central1"),
        Place.Elsewhere => Addresses.Elsewhere,
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, "no such place"),
    };

    /// <summary>An address of the region's longest prefix: no other of the feed's can be longer there and say otherwise.</summary>
    private static string AddressIn(string file, string prefixKey, string regionKey, string region)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return json.RootElement.GetProperty("prefixes").EnumerateArray()
            .Where(entry => entry.TryGetProperty(prefixKey, out _) && entry.GetProperty(regionKey).GetString() == region)
            .Select(entry => IpPrefix.Parse(entry.GetProperty(prefixKey).GetString()))
            .MaxBy(prefix => prefix.Length).First.ToString();
    }
}
