using System.Text;
using Fairlead.Networks.Addresses;
using Fairlead.Policy.Loading;

namespace Fairlead.Tests.Policy.Loading;

public class PolicyFileTests
{
    /// <summary>The contract's example, word for word.</summary>
    private const string DesignExample = """
        upstream:
          registry: https://us-central1-docker.pkg.dev     # or a list; FAIRLEAD_UPSTREAM_REGISTRY overrides it (one policy, many regions)
          repositoryPrefix: k8s-artifacts-prod/images
          signatures: https://us-central1-docker.pkg.dev
        hosts:                           # other names that lead here, by Host header, each with its own upstream
          k8s.example.org: {upstream: {registry: "https://old.example.org"}}
        pages:
          info: https://github.com/kubernetes/k8s.io/tree/main/registry.k8s.io
          privacy: https://www.linuxfoundation.org/privacy-policy/
        redirectStatus: 307
        clientAddress:
          from: x-forwarded-for          # connection | x-forwarded-for | x-real-ip | forwarded
          trustedProxies: [127.0.0.0/8, 169.254.0.0/16, 35.191.0.0/16, 130.211.0.0/22]
          trustedHops: 1                 # behind Google's load balancer: client, balancer
        networks:
          refresh: 12h
          feeds:                         # type, then file: or url:
            - {type: aws, url: "https://ip-ranges.amazonaws.com/ip-ranges.json"}
            - {type: gcp, url: "https://www.gstatic.com/ipranges/cloud.json"}
            - {type: ip2asn, file: ip2asn-combined.tsv.gz}
        providers:
          - name: amazon
            networks: [aws]              # networks named by feeds
            asns: [16509, 14618]         # matched where a source of ASNs is loaded
            cidrs: [192.0.2.0/24, {prefix: 198.51.100.0/24, region: eu-west-3}]   # literal, most trusted
            contact: {name: On call, email: oncall@example.org}
            mirrors:                     # a region's mirror is named amazon-<region>, unless name: says otherwise
              - url: "https://prod-registry-k8s-io-{region}.s3.dualstack.{region}.amazonaws.com/containers/images/{digest}"
                regions: [us-east-1, us-west-2, eu-west-3]
              - {name: amazon-eu-west-2, region: eu-west-2, url: "https://an-odd-name-eu-west-2.s3.dualstack.eu-west-2.amazonaws.com/containers/images/{digest}"}
            nearest: {cn-north-1: ap-east-1}   # overrides the distance table
            regionless: [amazon-us-east-1]     # for its clients whose region is not known
          - name: google
            networks: [gcp]
            serveFrom: upstream
          - name: everyone-else
            mirrors: [{name: cdn, url: "https://cdn.example.org/containers/images/{digest}"}]
        providersFrom:                   # the ASN files as they are: name, asns, redirectsTo, contact, active; merged by name, keys of this file win
          path: providers/               # or url: of an archive, under the same rules as a feed
          redirects: false               # true: redirectsTo.registry takes that provider's blobs and manifests by digest, path unchanged, after a HEAD there
          trustTags: false               # true: and everything else under /v2/
        routes:
          - {when: {country: [CN]}, use: [cdn], upstream: {registry: "https://mirror.example.cn"}}
        default: [cdn]                   # mirrors for clients of no provider; then the upstream
        presence: {timeout: 2s, candidates: 3, present: 24h, absent: 60s, entries: 1000000, headsPerSecond: 200}
        artifacts:
          - {path: /kops/, host: kubeupv2.s3.amazonaws.com}
        """;

    [Fact]
    public void Parse_DesignExample_LoadsWithItsValues()
    {
        var load = PolicyText.Load(DesignExample);
        load.Problems.Select(problem => problem.ToString().Split(':')[1] + problem.Message.Split(':')[0]).ShouldBe(
            ["31'nearest' leads to 'ap-east-1', where this provider has no mirror"]);
        load.Problems.ShouldAllBe(problem => problem.Severity == Severity.Warning);

        var policy = load.Policy.ShouldNotBeNull();
        policy.Upstream.Registries.ShouldBe(["https://us-central1-docker.pkg.dev"]);
        policy.Upstream.RepositoryPrefix.ShouldBe("k8s-artifacts-prod/images");
        policy.Upstream.Signatures.ShouldBe("https://us-central1-docker.pkg.dev");
        policy.Hosts["k8s.example.org"].Registries.ShouldBe(["https://old.example.org"]);
        policy.InfoPage.ShouldBe("https://github.com/kubernetes/k8s.io/tree/main/registry.k8s.io");
        policy.PrivacyPage.ShouldBe("https://www.linuxfoundation.org/privacy-policy/");
        policy.ClientAddress.From.ShouldBe(ClientAddressSource.XForwardedFor);
        policy.ClientAddress.TrustedProxies.Count.ShouldBe(4);
        policy.ClientAddress.TrustedHops.ShouldBe(1);
        policy.Networks.Feeds.Select(feed => feed.Network).ShouldBe(["aws", "gcp", "ip2asn"]);
        policy.Providers.Select(provider => provider.Name).ShouldBe(["amazon", "google", "everyone-else"]);
        var amazon = policy.Providers[0];
        amazon.Cidrs.ShouldBe([new CidrConfig(IpPrefix.Parse("192.0.2.0/24"), null), new CidrConfig(IpPrefix.Parse("198.51.100.0/24"), "eu-west-3")]);
        amazon.Mirrors.Select(mirror => mirror.Name).ShouldBe(["amazon-us-east-1", "amazon-us-west-2", "amazon-eu-west-3", "amazon-eu-west-2"]);
        amazon.Mirrors[2].UrlBefore.ShouldBe("https://prod-registry-k8s-io-eu-west-3.s3.dualstack.eu-west-3.amazonaws.com/containers/images/");
        amazon.Nearest.ShouldBeEmpty();
        amazon.Regionless.ShouldBe([amazon.Mirrors[0]]);
        policy.Providers[1].ServeFromUpstream.ShouldBeTrue();
        policy.ProvidersFrom!.Path.ShouldBe("/etc/fairlead/providers/");
        policy.Routes.ShouldHaveSingleItem().When.Countries.ShouldBe(["CN"]);
        policy.Routes[0].Upstream!.Registries.ShouldBe(["https://mirror.example.cn"]);
        policy.Default.ShouldHaveSingleItem().UrlBefore.ShouldBe("https://cdn.example.org/containers/images/");
        policy.Artifacts.ShouldBe([new ArtifactConfig("/kops/", "https://kubeupv2.s3.amazonaws.com", null)]);
    }

    [Fact]
    public void Parse_ManyMistakes_ReportsEachAtItsPlace()
    {
        const string text = """
            upstream:
              registry: https://registry.example.org/images
            redirectStatus: 308
            presence: {timeout: soon, timeout: 2s}
            clientAddres: {from: connection}
            networks:
              feeds: [{type: aws, file: a, url: "https://a.example/a"}]
            providers:
              - name: amazon
                networks: [aws]
                mirrors: [{region: us-east-1, url: "https://m.example/"}]
              - name: other
                networks: [aws]
                serveFrom: upstream
            routes:
              - {when: {provider: amazonn}, use: [amazon-us-east-2]}
            artifacts: [{path: kops, host: a.example}]
            """;
        PolicyText.Load(text).Problems.Select(problem => problem.ToString()).ShouldBe(
        [
            "policy.yaml:2:13: error: 'https://registry.example.org/images' is not a registry: it can have no path: a path before the repositories goes into 'repositoryPrefix'",
            "policy.yaml:3:17: error: 'redirectStatus' must be 307 or 302, not 308: others are kept by caches or change the method",
            "policy.yaml:4:21: error: 'timeout' must be a duration from 10ms to 30s, such as 500ms, 2s, 1m, 12h or 7d, not 'soon'",
            "policy.yaml:4:27: error: 'timeout' is set twice, first in line 4: remove one",
            "policy.yaml:5:1: error: 'clientAddres' is not a key of the policy file: did you mean 'clientAddress'?",
            "policy.yaml:7:11: error: a feed needs either 'file' or 'url', not both",
            "policy.yaml:11:40: error: a mirror's URL must hold {digest}, where the blob's digest goes",
            "policy.yaml:13:16: error: network aws belongs to provider 'amazon' (line 9) already: a client can have one provider only",
            "policy.yaml:16:23: error: there is no provider 'amazonn': did you mean 'amazon'?",
            "policy.yaml:16:39: error: 'use' names 'amazon-us-east-2', which is no mirror of any provider: did you mean 'amazon-us-east-1'?",
            "policy.yaml:17:20: error: 'kops' can't be a path of artifacts: it must begin with a slash",
        ]);
    }

    [Theory]
    [InlineData("policy.yaml")]
    [InlineData("minimal.yaml")]
    public void Load_Example_HasNoErrors(string file)
    {
        var load = PolicyFile.Load(Examples.Path(file), null);
        load.Problems.ShouldAllBe(problem => problem.Severity == Severity.Warning);
        load.Policy.ShouldNotBeNull();
    }

    [Fact]
    public void Load_Example_HasThePathsBesideIt()
    {
        var path = Examples.Path("policy.yaml");
        PolicyFile.Load(path, null).Policy!.Networks.Feeds[2].File.ShouldBe(Path.Combine(Path.GetDirectoryName(path)!, "campus.txt"));
    }

    [Theory]
    [InlineData("/nonexistent/policy.yaml", "no such file")]
    [InlineData("/", "is a directory")]
    [InlineData("", "can't be read")]
    [InlineData("/etc/\0", "can't be read")]
    public void Load_Unreadable_IsAProblemOfTheWholeFile(string path, string words)
    {
        var load = PolicyFile.Load(path, null);
        load.Policy.ShouldBeNull();
        load.Problems.ShouldHaveSingleItem().ToString().ShouldStartWith($"{path}: error: ");
        load.Problems[0].Message.ShouldContain(words);
    }

    [Fact]
    public void Load_TooLarge_IsAProblemOfTheWholeFile()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Enumerable.Repeat((byte)'#', (1 << 20) + 1).ToArray());
            PolicyFile.Load(path, null).Problems.ShouldHaveSingleItem().ToString().ShouldBe($"{path}: error: larger than 1 MiB");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Parse_RootThatIsNoMapping_IsReported() =>
        PolicyFile.Parse("- a\n"u8.ToArray(), "p.yaml", "/", null).Problems.ShouldHaveSingleItem()
            .ToString().ShouldBe("p.yaml:1:1: error: the policy file must be a mapping of keys to values, not a list");

    [Fact]
    public void Parse_AliasesAndTags_AreReportedBesideWhatElseIsWrong() =>
        PolicyText.Load("pages: &p {info: !!str x}\nhosts: *p\nredirectStatus: 1\n").Problems
            .Select(problem => (problem.Line, problem.Column)).ShouldBe([(1, 8), (1, 18), (1, 18), (2, 8), (3, 17)]);

    [Fact]
    public void Parse_ThousandsOfProblems_AreCapped()
    {
        var text = string.Concat(Enumerable.Range(0, 5000).Select(number => $"key{number}: x\n"));
        var load = PolicyText.Load(text);
        load.Problems.Count.ShouldBe(1000);
        load.Problems[0].Message.ShouldContain("more than 1000 problems");
        load.Policy.ShouldBeNull();
    }

    [Fact]
    public void Parse_HostileSizes_AreBounded()
    {
        // Each is legal YAML of nearly 1 MiB that could make work or memory grow with its square.
        var names = string.Join(',', Enumerable.Range(0, 60_000).Select(number => $"n{number}"));
        string[] texts =
        [
            $"providers: [{{name: p, networks: [{names}], regionless: [{names}]}}]",
            $"default: [{names}]",
            "providers: [" + string.Concat(Enumerable.Range(0, 50_000).Select(number => $"{{name: n{number}}},")) + "]",
            "providers: [{name: p, nearest: {" + string.Concat(Enumerable.Range(0, 50_000).Select(number => $"a{number}: b,")) + "}}]",
            "artifacts: [" + string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{{path: /{number}, host: a.example}},")) + "]",
            "upstream: {registry: [" + string.Concat(Enumerable.Range(0, 40_000).Select(number => $"\"http://a{number}\",")) + "]}",
        ];
        foreach (var text in texts)
        {
            text.Length.ShouldBeLessThan(1 << 20);
            PolicyText.Load(text).Problems.Count.ShouldBeLessThanOrEqualTo(2000);
        }
    }

    [Fact]
    public void Parse_WindowsLinesAndAByteOrderMark_CountAsUsual() =>
        PolicyFile.Parse(Encoding.UTF8.GetPreamble().Concat("upstream:\r\n  registry: https://a.example\r\n  x: y\r\n"u8.ToArray()).ToArray(), "p", "/", null)
            .Problems.ShouldHaveSingleItem().ToString().ShouldStartWith("p:3:3: error: 'x' is not a key of 'upstream'");
}
