using Fairlead.Networks.Addresses;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Edges;

/// <summary>
/// A policy that has a bit of everything, so that a proxy which follows it wrongly is found out: other names, pages, release files, routes, by headers too, provider files with registries
/// of their own, several regions, and signatures apart. No host in it is ever asked.
/// </summary>
internal sealed class EdgePolicy : IDisposable
{
    /// <summary>Paths of release files, the longer ones among them first.</summary>
    public static readonly IReadOnlyList<string> ArtifactPaths = ["/kops/beta/", "/kops/", "/binaries/kubernetes", "/only$amazon/"];

    /// <summary>Repositories' prefix at the policy's own upstream.</summary>
    public const string RepositoryPrefix = "k8s-artifacts-prod/images";

    /// <summary>Names that lead here beside the usual one.</summary>
    public static readonly IReadOnlyList<string> Hosts = ["k8s.example.org", "other.example.org"];

    private readonly TempDirectory _directory = new();

    public EdgePolicy()
    {
        var feeds = CloudFeeds.Named(CloudFeeds.Sample, _directory);
        var table = _directory.Write("ip2asn.tsv", AsnTable.Text + "4.0.0.0\t4.0.0.255\t64500\tUS\tACME\n" + "5.6.7.8\t5.6.7.21\t64501\tUS\tFILES\n");
        var providers = _directory.Subdirectory("providers");
        File.WriteAllText(Path.Combine(providers, "acme.yaml"), "name: acme\nasns: [64500]\nredirectsTo: {registry: registry.acme.example, artifacts: files.acme.example}\n");
        File.WriteAllText(Path.Combine(providers, "files.yaml"), "name: files\nasns: [64501]\nredirectsTo: {artifacts: \"https://files.example\"}\n");
        PolicyFile = _directory.Write("policy.yaml", Text(feeds, table));
    }

    /// <summary>The policy's file; its feeds are beside it.</summary>
    public string PolicyFile { get; }

    /// <summary>Blocks of addresses that the policy and its feeds tell apart.</summary>
    public static IReadOnlyList<IpPrefix> Prefixes { get; } =
    [
        .. new[]
        {
            "3.80.0.0/12", "35.180.0.0/16", "52.94.76.0/22", "2a05:d012::/36", "34.16.0.0/17", "34.1.208.0/20", "2600:1900:4000::/44",
            "1.2.4.0/24", "2.148.0.0/24", "52.95.154.0/24", "4.0.0.0/24", "5.6.7.8/29", "5.6.7.16/30", "5.6.7.20/31",
            "198.51.100.0/24", "203.0.113.64/26", "203.0.113.127/32", "2001:db8:5::/48", "2001:db8:5:8000::/49", "255.255.255.255/32",
        }.Select(text => IpPrefix.Parse(text)),
    ];

    public void Dispose() => _directory.Dispose();

    private static string Text(CloudFeeds feeds, string table) => $$$"""
        upstream:
          registry: https://us-central1-docker.pkg.dev
          repositoryPrefix: {{{RepositoryPrefix}}}
          signatures: https://signatures.example.org
        hosts:
          k8s.example.org: {upstream: {registry: "https://old.example.org"}}
          other.example.org: {upstream: {registry: "https://other-upstream.example.org:8443", repositoryPrefix: deep/prefix, signatures: "https://other-signatures.example.org"}}
        pages:
          info: https://example.org/info?a=$host&b=;c
          health: /_/healthz
        clientAddress: {from: x-forwarded-for, trustedProxies: [127.0.0.0/8], trustedHops: 1}
        networks:
          feeds:
            - {type: aws, file: "{{{feeds.AwsFile}}}"}
            - {type: gcp, file: "{{{feeds.GcpFile}}}"}
            - {type: ip2asn, file: "{{{table}}}"}
        providers:
          - name: amazon
            networks: [aws]
            asns: [16509]
            cidrs: [{prefix: 198.51.100.0/24, region: eu-west-3}, 203.0.113.64/26]
            mirrors:
              - {url: "https://blobs-{region}.s3.example.org/containers/images/{digest}", regions: [us-east-1, eu-west-3]}
            regionless: [amazon-us-east-1]
          - name: google
            networks: [gcp]
            serveFrom: upstream
          - name: strange
            cidrs: [203.0.113.127/32, 2001:db8:5::/48, {prefix: "2001:db8:5:8000::/49", region: us-east-1}, 255.255.255.255/32]
            mirrors:
              - {name: odd, region: eu-west-3, url: "https://odd.example.org/$request_uri;$x/{digest}?a='$1'&b=%22"}
          - name: everyone-else
            mirrors: [{name: cdn, url: "https://cdn.example.org/containers/images/{digest}"}]
        providersFrom: {path: providers, redirects: true, trustTags: true}
        routes:
          - {when: {country: [CN]}, use: [cdn], upstream: {registry: "https://mirror.example.cn", repositoryPrefix: cn}}
          - {when: {header: {X-Site: [oslo, 'a "b\ $c;', default], X-Tier: gold}}, use: [odd]}
          - {when: {provider: amazon, header: {X-Tier: silver}}, use: [], upstream: {registry: "https://silver.example.org", repositoryPrefix: silver}}
          - {when: {country: [NO]}, use: []}
        default: [cdn]
        artifacts:
          - {path: /only$amazon/, host: amazon-files.example.org, provider: amazon}
          - {path: /kops/beta/, host: "https://beta.example.org/$beta;x"}
          - {path: /kops/, host: kops-oslo.example.org, provider: amazon, when: {header: {X-Site: oslo, X-Tier: silver} } }
          - {path: /kops/, host: kops-gold.example.org, when: {header: {X-Tier: gold} } }
          - {path: /kops/, host: kops-amazon.example.org, provider: amazon}
          - {path: /kops/, host: kops.example.org}
          - {path: /binaries/kubernetes, host: "http://binaries.example.org:8080"}
        """;
}
