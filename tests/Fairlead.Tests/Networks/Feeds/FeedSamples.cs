using System.Text;
using Fairlead.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>A small feed of each format, and the real ones where they are to be had.</summary>
internal static class FeedSamples
{
    public const string Aws = """
        {
          "syncToken": "1785313625", "createDate": "2026-07-29-08-27-05",
          "prefixes": [
            {"ip_prefix": "3.4.12.4/32", "region": "eu-west-1", "service": "AMAZON", "network_border_group": "eu-west-1"},
            {"ip_prefix": "52.93.0.0/16", "region": "GLOBAL", "service": "AMAZON", "network_border_group": "GLOBAL"},
            {"ip_prefix": "3.5.140.9/22", "region": "ap-northeast-2", "service": "S3", "network_border_group": "ap-northeast-2"}
          ],
          "ipv6_prefixes": [
            {"ipv6_prefix": "2600:1f18::/33", "region": "us-east-1", "service": "EC2", "network_border_group": "us-east-1"}
          ]
        }
        """;

    public const string Gcp = """
        {
          "syncToken": "1785333953849", "creationTime": "2026-07-29T07:05:53.849365",
          "prefixes": [
            {"ipv4Prefix": "34.1.208.0/20", "service": "Google Cloud", "scope": "africa-south1"},
            {"ipv4Prefix": "34.96.64.0/18", "service": "Google Cloud", "scope": "global"},
            {"ipv6Prefix": "2600:1900:8000::/44", "service": "Google Cloud", "scope": "africa-south1"}
          ]
        }
        """;

    public const string Azure = """
        {
          "changeNumber": 363, "cloud": "Public",
          "values": [
            {"name": "ActionGroup", "id": "ActionGroup", "properties": {"region": "", "addressPrefixes": ["192.0.2.0/24"], "networkFeatures": ["API"]}},
            {"name": "AzureCloud.WestEurope", "id": "x", "properties": {"changeNumber": 1, "addressPrefixes": ["13.69.0.0/17", "2603:1020:200::/46"]}},
            {"properties": {"addressPrefixes": ["13.64.0.0/16"]}, "name": "AzureCloud.westus"},
            {"name": "AzureCloud", "properties": {"addressPrefixes": ["13.69.0.0/17"]}},
            {"name": "AzureCloudish", "properties": {"addressPrefixes": ["198.51.100.0/24"]}}
          ]
        }
        """;

    public const string Cidrs = "# the office\r\n192.0.2.0/24\r\n\r\n  198.51.100.7   # a host\n2001:db8::/32\n2001:db8:1::5\n203.0.113.9/24";

    /// <summary>The type and bytes of every sample and of every real feed there is.</summary>
    public static IEnumerable<(string Type, byte[] Content)> All()
    {
        yield return ("aws", Bytes(Aws));
        yield return ("gcp", Bytes(Gcp));
        yield return ("azure", Bytes(Azure));
        yield return ("cidrs", Bytes(Cidrs));
        foreach (var real in Real()) yield return real;
    }

    /// <summary>The real feeds, where there are any.</summary>
    public static IEnumerable<(string Type, byte[] Content)> Real()
    {
        if (SharedData.Root is not { } root) yield break;
        (string Type, string Name)[] files =
        [
            ("aws", "aws-ip-ranges.json"), ("gcp", "gcp-cloud.json"), ("azure", "azure-service-tags.json"), ("cidrs", "cloudflare-v4-ip-ranges.txt"),
        ];
        foreach (var (type, name) in files)
        {
            var path = Path.Combine(root, "feeds", name);
            if (File.Exists(path)) yield return (type, File.ReadAllBytes(path));
        }
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Reads a feed; where it comes from doesn't matter.</summary>
    public static FeedContent Parse(string type, ReadOnlySpan<byte> content, string? region = null) =>
        FeedFormats.Parse(new FeedSource(type, type, type, region, "/feed", null), new MemoryStream(content.ToArray()));

    public static FeedContent Parse(string type, string content, string? region = null) => Parse(type, Bytes(content), region);

    /// <summary>Its entries as text: <c>prefix region</c>.</summary>
    public static IEnumerable<string> Text(FeedContent content) =>
        content.Entries.Select(entry => $"{entry.Prefix} {entry.Region ?? "-"}");

    /// <summary>What is said of a feed that is refused.</summary>
    public static string Refusal(string type, string content) =>
        Should.Throw<FeedFormatException>(() => Parse(type, content)).Message;
}
