using System.Text;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests.Regions;
using Fairlead.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Fairlead.Tests.Policy.Loading;

/// <summary>The built-in policy names registry.k8s.io's real buckets, each once, and no other.</summary>
public sealed class BuiltinPolicyTests
{
    // Of registry.k8s.io, August 2026: every client region and its bucket; some share one, and one has an odd name.
    private const string Sample =
        """
        af-south-1	prod-registry-k8s-io-af-south-1.s3.dualstack.af-south-1.amazonaws.com
        ap-east-1	prod-registry-k8s-io-ap-east-1.s3.dualstack.ap-east-1.amazonaws.com
        cn-northwest-1	prod-registry-k8s-io-ap-east-1.s3.dualstack.ap-east-1.amazonaws.com
        cn-north-1	prod-registry-k8s-io-ap-east-1.s3.dualstack.ap-east-1.amazonaws.com
        ap-east-2	prod-registry-k8s-io-ap-east-1.s3.dualstack.ap-east-1.amazonaws.com
        ap-northeast-1	prod-registry-k8s-io-ap-northeast-1.s3.dualstack.ap-northeast-1.amazonaws.com
        ap-northeast-2	prod-registry-k8s-io-ap-northeast-2.s3.dualstack.ap-northeast-2.amazonaws.com
        ap-northeast-3	prod-registry-k8s-io-ap-northeast-3.s3.dualstack.ap-northeast-3.amazonaws.com
        ap-southeast-1	prod-registry-k8s-io-ap-southeast-1.s3.dualstack.ap-southeast-1.amazonaws.com
        ap-southeast-2	prod-registry-k8s-io-ap-southeast-2.s3.dualstack.ap-southeast-2.amazonaws.com
        ap-southeast-3	prod-registry-k8s-io-ap-southeast-3.s3.dualstack.ap-southeast-3.amazonaws.com
        ap-southeast-4	prod-registry-k8s-io-ap-southeast-4.s3.dualstack.ap-southeast-4.amazonaws.com
        ap-southeast-5	prod-registry-k8s-io-ap-southeast-5.s3.dualstack.ap-southeast-5.amazonaws.com
        ap-southeast-6	prod-registry-k8s-io-ap-southeast-6.s3.dualstack.ap-southeast-6.amazonaws.com
        ap-southeast-7	prod-registry-k8s-io-ap-southeast-7.s3.dualstack.ap-southeast-7.amazonaws.com
        ap-south-1	prod-registry-k8s-io-ap-south-1.s3.dualstack.ap-south-1.amazonaws.com
        ap-south-2	prod-registry-k8s-io-ap-south-2.s3.dualstack.ap-south-2.amazonaws.com
        ca-central-1	prod-registry-k8s-io-ca-central-1.s3.dualstack.ca-central-1.amazonaws.com
        ca-west-1	prod-registry-k8s-io-ca-west-1.s3.dualstack.ca-west-1.amazonaws.com
        eu-central-1	prod-registry-k8s-io-eu-central-1.s3.dualstack.eu-central-1.amazonaws.com
        eu-central-2	prod-registry-k8s-io-eu-central-2.s3.dualstack.eu-central-2.amazonaws.com
        eu-north-1	prod-registry-k8s-io-eu-north-1.s3.dualstack.eu-north-1.amazonaws.com
        eu-south-1	prod-registry-k8s-io-eu-south-1.s3.dualstack.eu-south-1.amazonaws.com
        eu-south-2	prod-registry-k8s-io-eu-south-2.s3.dualstack.eu-south-2.amazonaws.com
        eu-west-1	prod-registry-k8s-io-eu-west-1.s3.dualstack.eu-west-1.amazonaws.com
        eu-west-2	767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2.s3.dualstack.eu-west-2.amazonaws.com
        eu-west-3	prod-registry-k8s-io-eu-west-3.s3.dualstack.eu-west-3.amazonaws.com
        il-central-1	prod-registry-k8s-io-il-central-1.s3.dualstack.il-central-1.amazonaws.com
        me-central-1	prod-registry-k8s-io-me-central-1.s3.dualstack.me-central-1.amazonaws.com
        me-south-1	prod-registry-k8s-io-me-central-1.s3.dualstack.me-central-1.amazonaws.com
        mx-central-1	prod-registry-k8s-io-mx-central-1.s3.dualstack.mx-central-1.amazonaws.com
        sa-east-1	prod-registry-k8s-io-sa-east-1.s3.dualstack.sa-east-1.amazonaws.com
        us-east-1	prod-registry-k8s-io-us-east-1.s3.dualstack.us-east-1.amazonaws.com
        us-east-2	prod-registry-k8s-io-us-east-2.s3.dualstack.us-east-2.amazonaws.com
        us-west-1	prod-registry-k8s-io-us-west-1.s3.dualstack.us-west-1.amazonaws.com
        us-west-2	prod-registry-k8s-io-us-west-2.s3.dualstack.us-west-2.amazonaws.com
        """;

    // Regions with a bucket of their own: 36 client regions, four of which share another's.
    private const int Buckets = 32;

    private static readonly YamlMappingNode Policy = Parse();

    private static readonly YamlMappingNode Amazon = Provider("amazon");

    [Fact]
    public void Yaml_ClientRegions_GetTheListedBucket()
    {
        var mirrors = Mirrors();
        var nearest = ((YamlMappingNode)Amazon["nearest"]).Children.ToDictionary(pair => Text(pair.Key), pair => Text(pair.Value));
        foreach (var (region, host) in Listed())
        {
            var url = mirrors[nearest.GetValueOrDefault(region, region)];
            url.ShouldBe($"https://{host}/containers/images/{{digest}}", region);
        }
    }

    [Fact]
    public void Yaml_Buckets_NoneMadeUpAndEachOnce()
    {
        var hosts = Mirrors().Values.Select(url => new Uri(url).Host).ToList();
        hosts.Count.ShouldBe(Buckets);
        hosts.Distinct().Count().ShouldBe(Buckets);
        // The name that somebody else registered.
        hosts.ShouldNotContain(host => host.StartsWith("prod-registry-k8s-io-eu-west-2.", StringComparison.Ordinal));
        hosts.Except(Rows(Sample).Select(row => row.Host)).ShouldBeEmpty();
        if (RealList() is { } real) hosts.Except(real.Select(row => row.Host)).ShouldBeEmpty();
    }

    [Fact]
    public void Yaml_Nearest_OnlyFromRegionsWithoutABucketToRegionsWithOne()
    {
        var mirrors = Mirrors();
        foreach (var (client, mirror) in (YamlMappingNode)Amazon["nearest"])
        {
            mirrors.Keys.ShouldNotContain(Text(client));
            mirrors.Keys.ShouldContain(Text(mirror));
        }
    }

    [Fact]
    public void Yaml_MirrorRegions_HaveAPlace() => Mirrors().Keys.Where(region => !RegionTable.Default.Contains(region)).ShouldBeEmpty();

    [Fact]
    public void Yaml_ClientsOfNoRegionAndOfNoCloud_GetUsEast1()
    {
        Texts(Amazon["regionless"]).ShouldBe(["amazon-us-east-1"]);
        Texts(Policy["default"]).ShouldBe(["amazon-us-east-1"]);
        Mirrors().Keys.ShouldContain("us-east-1");
    }

    [Fact]
    public void Yaml_Google_FromTheUpstream()
    {
        Texts(Provider("google")["networks"]).ShouldBe(["gcp"]);
        Text(Provider("google")["serveFrom"]).ShouldBe("upstream");
        Texts(Amazon["networks"]).ShouldBe(["aws"]);
    }

    [Fact]
    public void Yaml_Upstream_ProductionRegistry()
    {
        Text(Policy["upstream"]["registry"]).ShouldBe("https://us-central1-docker.pkg.dev");
        Text(Policy["upstream"]["repositoryPrefix"]).ShouldBe("k8s-artifacts-prod/images");
        Text(Policy["upstream"]["signatures"]).ShouldBe("https://us-central1-docker.pkg.dev");
    }

    private static YamlMappingNode Parse()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Encoding.UTF8.GetString(BuiltinPolicy.Yaml.Span)));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static YamlMappingNode Provider(string name) =>
        (YamlMappingNode)((YamlSequenceNode)Policy["providers"]).Single(provider => Text(provider["name"]) == name);

    /// <summary>Mirror region to URL, <c>{region}</c> filled in. Throws where two mirrors stand in one region.</summary>
    private static Dictionary<string, string> Mirrors()
    {
        var mirrors = new Dictionary<string, string>();
        foreach (var mirror in ((YamlSequenceNode)Amazon["mirrors"]).Cast<YamlMappingNode>())
        {
            var regions = mirror.Children.TryGetValue("regions", out var many) ? Texts(many) : [Text(mirror["region"])];
            foreach (var region in regions) mirrors.Add(region, Text(mirror["url"]).Replace("{region}", region));
        }
        return mirrors;
    }

    private static IEnumerable<(string Region, string Host)> Listed() => Rows(Sample).Concat(RealList() ?? []);

    private static List<(string Region, string Host)>? RealList()
    {
        if (SharedData.Root is null) return null;
        var rows = Rows(File.ReadAllText(Path.Combine(SharedData.Root, "registry-k8s-io-buckets.tsv")));
        rows.Count.ShouldBeGreaterThanOrEqualTo(36);
        return rows;
    }

    private static List<(string Region, string Host)> Rows(string text)
    {
        var rows = new List<(string, string)>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            var fields = line.Split('\t');
            fields.Length.ShouldBe(2, line);
            rows.Add((fields[0], fields[1]));
        }
        return rows;
    }

    private static string[] Texts(YamlNode list) => [.. ((YamlSequenceNode)list).Select(Text)];

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
