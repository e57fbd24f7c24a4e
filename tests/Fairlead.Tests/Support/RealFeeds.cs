using System.Text.Json;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Tests.Support;

/// <summary>
/// The clouds' feeds as statements, read here without the product's own parsers: a cut of them that is always there, and the
/// whole files where <see cref="SharedData"/> has them.
/// </summary>
internal static class RealFeeds
{
    /// <summary>A few lines of each feed: GLOBAL over regional (AWS), with and without region for one prefix (Azure), deep IPv6.</summary>
    public static IReadOnlyList<Statement> Sample()
    {
        var statements = new List<Statement>();
        ReadAws(statements, """
            {"prefixes": [
              {"ip_prefix": "3.4.12.4/32", "region": "eu-west-1"}, {"ip_prefix": "3.5.140.0/22", "region": "ap-northeast-2"},
              {"ip_prefix": "64.252.64.0/18", "region": "GLOBAL"}, {"ip_prefix": "64.252.81.0/24", "region": "sa-east-1"},
              {"ip_prefix": "64.252.81.0/24", "region": "sa-east-1"}, {"ip_prefix": "15.193.0.0/19", "region": "GLOBAL"},
              {"ip_prefix": "15.193.3.0/24", "region": "eu-west-3"}, {"ip_prefix": "3.5.128.0/22", "region": "eu-west-3"}],
             "ipv6_prefixes": [
              {"ipv6_prefix": "2600:1f00::/24", "region": "GLOBAL"}, {"ipv6_prefix": "2600:1f14::/35", "region": "us-west-2"},
              {"ipv6_prefix": "2600:1f00:8000::/40", "region": "us-west-1"}, {"ipv6_prefix": "2600:1f1a:4000::/65", "region": "me-south-1"},
              {"ipv6_prefix": "2600:1f1a:4000:0:8000::/96", "region": "me-central-1"}, {"ipv6_prefix": "2600:1f1a:4000::7/128", "region": "GLOBAL"}]}
            """);
        ReadGcp(statements, """
            {"prefixes": [
              {"ipv4Prefix": "34.1.208.0/20", "scope": "africa-south1"}, {"ipv4Prefix": "34.35.0.0/16", "scope": "africa-south1"},
              {"ipv4Prefix": "107.178.240.0/20", "scope": "global"}, {"ipv6Prefix": "2600:1900:8000::/44", "scope": "africa-south1"}]}
            """);
        ReadAzure(statements, """
            {"values": [
              {"name": "AzureCloud.francecentral", "properties": {"addressPrefixes": ["4.178.0.0/16", "2603:1020:800::/47"]}},
              {"name": "ActionGroup", "properties": {"addressPrefixes": ["4.145.74.52/30"]}},
              {"name": "AzureCloud", "properties": {"addressPrefixes": ["4.178.0.0/16", "2603:1020:800::/47", "150.171.22.0/24"]}}]}
            """);
        return statements;
    }

    /// <summary>The whole feeds, or as many of them as there are.</summary>
    public static IReadOnlyList<Statement> Whole()
    {
        var statements = new List<Statement>();
        ReadFile("aws-ip-ranges.json", ReadAws);
        ReadFile("gcp-cloud.json", ReadGcp);
        ReadFile("azure-service-tags.json", ReadAzure);
        return statements;

        void ReadFile(string name, Action<List<Statement>, string> read)
        {
            var path = Path.Combine(SharedData.Root ?? "", "feeds", name);
            if (File.Exists(path)) read(statements, File.ReadAllText(path));
        }
    }

    private static void ReadAws(List<Statement> statements, string json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var entry in document.RootElement.GetProperty("prefixes").EnumerateArray())
        {
            Add(statements, "aws", entry.GetProperty("ip_prefix"), entry.GetProperty("region").GetString());
        }
        foreach (var entry in document.RootElement.GetProperty("ipv6_prefixes").EnumerateArray())
        {
            Add(statements, "aws", entry.GetProperty("ipv6_prefix"), entry.GetProperty("region").GetString());
        }
    }

    private static void ReadGcp(List<Statement> statements, string json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var entry in document.RootElement.GetProperty("prefixes").EnumerateArray())
        {
            if (!entry.TryGetProperty("ipv4Prefix", out var prefix)) prefix = entry.GetProperty("ipv6Prefix");
            Add(statements, "gcp", prefix, entry.GetProperty("scope").GetString());
        }
    }

    private static void ReadAzure(List<Statement> statements, string json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var tag in document.RootElement.GetProperty("values").EnumerateArray())
        {
            var name = tag.GetProperty("name").GetString()!;
            if (name != "AzureCloud" && !name.StartsWith("AzureCloud.", StringComparison.Ordinal)) continue;
            var region = name.Length > "AzureCloud.".Length ? name["AzureCloud.".Length..] : null;
            foreach (var prefix in tag.GetProperty("properties").GetProperty("addressPrefixes").EnumerateArray())
            {
                Add(statements, "azure", prefix, region);
            }
        }
    }

    private static void Add(List<Statement> statements, string network, JsonElement prefix, string? region)
    {
        if (string.Equals(region, "GLOBAL", StringComparison.OrdinalIgnoreCase)) region = null;
        statements.Add(new Statement(statements.Count, IpPrefix.Parse(prefix.GetString()), network, region, network, Trust.CloudFeed));
    }
}
