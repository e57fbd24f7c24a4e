using Fairlead.Networks;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Feeds;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Policy.Loading;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>Providers and routes by ASN and country (request rules 9 and 10).</summary>
public sealed class AsnsAndCountriesTests
{
    private const string Policy = """
        networks: {feeds: [{type: aws, file: aws.json}]}
        providers:
          - name: amazon
            networks: [aws]
            asns: [16509, 14618]
            mirrors: [{regions: [eu-west-3, us-east-1], url: "https://{region}.example/{digest}"}]
            regionless: [amazon-us-east-1]
          - {name: cdn, mirrors: [{name: cdn, url: "https://cdn.example/{digest}"}]}
        routes:
          - {when: {country: [CN, NO], asn: 4134}, use: []}
          - {when: {country: CN}, use: [cdn], upstream: {registry: "https://mirror.example.cn"}}
          - {when: {asn: 64496}, use: [cdn]}
        default: [amazon-us-east-1]
        """;

    private static readonly FeedSource s_aws = new("aws", "aws", "aws", null, "/etc/fairlead/aws.json", null);
    private static readonly FeedSource s_ip2asn = new("ip2asn", "ip2asn", "ip2asn", null, "/etc/fairlead/ip2asn.tsv", null);

    [Theory]
    [InlineData("192.0.2.1", "amazon", "eu-west-3", "provider", "amazon-eu-west-3, amazon-us-east-1")]
    [InlineData("198.51.100.1", "amazon", null, "regionless", "amazon-us-east-1")] // BGP alone knows that it is Amazon's
    [InlineData("203.0.113.1", null, null, "route 2", "cdn")]
    [InlineData("203.0.113.17", null, null, "route 1", "")]
    [InlineData("203.0.113.33", null, null, "route 3", "cdn")]
    [InlineData("203.0.113.49", null, null, "default", "amazon-us-east-1")] // Norway alone is no match
    [InlineData("8.8.8.8", null, null, "default", "amazon-us-east-1")]
    public void PlaceOf_ClientByAsnOrCountry_IsWhatThePolicySays(string address, string? provider, string? region, string why, string candidates)
    {
        var policy = Compile(isLoaded: true);
        policy.MissingSources.ShouldBeEmpty();
        var place = policy.PlaceOf(address);
        (place.Provider, place.Region, place.Why).ShouldBe((provider, region, why));
        policy.CandidatesOf(address).ShouldBe(candidates);
        (place.Upstream?.Registries[0]).ShouldBe(why == "route 2" ? "https://mirror.example.cn" : null);
    }

    [Fact]
    public void Compile_SourceOfAsnsNeverLoaded_DefaultIsTheUpstream()
    {
        var policy = Compile(isLoaded: false);
        policy.MissingSources.ShouldBe(["the ASNs of ip2asn"]);
        policy.PlaceOf("8.8.8.8").Why.ShouldBe("feeds missing");
        policy.CandidatesOf("192.0.2.1").ShouldBe("amazon-eu-west-3, amazon-us-east-1", "those that are known are served as ever");
    }

    [Fact]
    public void Compile_NobodyHasAsns_TheirSourceMayBeMissing()
    {
        var policy = Compile(isLoaded: false, Policy.Replace("asns: [16509, 14618]", "asns: []"));
        policy.MissingSources.ShouldBeEmpty();
        policy.PlaceOf("8.8.8.8").Why.ShouldBe("default");
    }

    [Fact]
    public void Compile_ProviderFilesNeverRead_DefaultIsTheUpstream()
    {
        var config = PolicyText.LoadGood("providersFrom: {path: p}\ndefault: []") with { LacksProviderFiles = true };
        var policy = PolicyNetworks.Compile(config, []);
        policy.MissingSources.ShouldBe(["the provider files"]);
        policy.PlaceOf(0).Why.ShouldBe("feeds missing");
    }

    [Fact]
    public void Compile_NetworkThatOnlyASnapshotCanBring_IsMissingUntilItIsLoaded()
    {
        var snapshot = new FeedSource("snapshot", "snapshot", "snapshot", null, "/s", null);
        var config = PolicyText.LoadGood("networks: {feeds: [{type: snapshot, file: /s}]}\nproviders: [{name: o, networks: [oracle], serveFrom: upstream}]");
        config = config with { Networks = config.Networks with { Feeds = [snapshot] } };
        PolicyNetworks.Compile(config, []).MissingSources.ShouldBe(["oracle"]);
        PolicyNetworks.Compile(config, [new LoadedFeed(snapshot, new FeedContent([], 0), DateTimeOffset.UnixEpoch)]).MissingSources.ShouldBeEmpty();
    }

    [Fact]
    public void Compile_FullAsnData_MakesAPlaceForWhatThePolicyTellsApart()
    {
        // As many facts as BGP makes: every ASN at several lengths, most of which the policy doesn't name.
        var asns = new PrefixNumbers();
        for (var i = 0u; i < 200_000; i++) asns.Add(IpPrefix.Of(IpAddress.V4(i << 12), (byte)(20 + (i / 70_000))), 1 + (i % 70_000));
        var config = Config(Policy);
        var policy = PolicyNetworks.Compile(config, [Aws, new LoadedFeed(s_ip2asn, new FeedContent([], 0) { Asns = asns }, DateTimeOffset.UnixEpoch)]);
        policy.Networks.Facts.Length.ShouldBeGreaterThan(190_000);
        policy.Places.Count.ShouldBeLessThan(10);
        for (var i = 0; i < policy.Networks.Facts.Length; i++)
        {
            var facts = policy.Networks.Facts[i];
            var expected = facts.Network == "aws" || facts.Asn is 16509 or 14618 ? "amazon" : null;
            if (policy.PlaceOf(i).Provider != expected || (facts.Asn == 64496) != (policy.PlaceOf(i).Why == "route 3")) Assert.Fail($"{facts}");
        }
    }

    private static LoadedFeed Aws => new(s_aws, new FeedContent([new FeedEntry(IpPrefix.Parse("192.0.2.0/24"), "eu-west-3")], 0), DateTimeOffset.UnixEpoch);

    private static LoadedFeed Ip2Asn
    {
        get
        {
            var (asns, countries) = (new PrefixNumbers(), new PrefixNumbers());
            foreach (var (prefix, asn, country) in new[]
            {
                ("192.0.2.0/24", 64496u, "CN"), ("198.51.100.0/24", 14618u, "US"), ("203.0.113.0/28", 64500u, "CN"), ("203.0.113.16/28", 4134u, "CN"),
                ("203.0.113.32/28", 64496u, "NO"), ("203.0.113.48/28", 64501u, "NO"),
            })
            {
                // Amazon's clients in Paris are Amazon's, whatever else is said of them: not for a route here.
                if (prefix != "192.0.2.0/24") countries.Add(IpPrefix.Parse(prefix), (uint)Country(country).Number);
                if (prefix != "192.0.2.0/24") asns.Add(IpPrefix.Parse(prefix), asn);
            }
            return new LoadedFeed(s_ip2asn, new FeedContent([], 0) { Asns = asns, Countries = countries }, DateTimeOffset.UnixEpoch);
        }
    }

    private static CountryCode Country(string text) => CountryCode.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out var country) ? country : default;

    private static Fairlead.Policy.Loading.PolicyConfig Config(string policy)
    {
        var config = PolicyText.LoadGood(policy);
        return config with { Networks = config.Networks with { Feeds = [s_aws, s_ip2asn] } };
    }

    private static CompiledPolicy Compile(bool isLoaded, string policy = Policy) => PolicyNetworks.Compile(Config(policy), isLoaded ? [Aws, Ip2Asn] : [Aws]);
}
