using Fairlead.Policy.Requests;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>How feeds tell clients apart (request rules 9 and 10), and what is served while one is missing.</summary>
public sealed class FeedsOfProvidersTests
{
    private const string TwoClouds = """
        networks:
          feeds: [{type: aws, file: aws.json}, {type: gcp, file: gcp.json}]
        providers:
          - name: amazon
            networks: [aws]
            cidrs: [{prefix: 203.0.113.0/28, region: us-east-1}]
            mirrors: [{regions: [eu-west-3, us-east-1], url: "https://{region}.example/{digest}"}]
          - {name: google, networks: [gcp], serveFrom: upstream}
        default: [amazon-us-east-1]
        """;

    private static readonly (string, (string, string?)[]) s_aws = ("aws", [("192.0.2.0/24", "eu-west-3"), ("203.0.113.0/24", "eu-west-3")]);
    private static readonly (string, (string, string?)[]) s_gcp = ("gcp", [("198.51.100.0/24", "europe-west1")]);

    [Fact]
    public void Candidates_AllFeedsLoaded_AreByThem()
    {
        var policy = Compiled.Policy(TwoClouds, s_aws, s_gcp);
        policy.MissingSources.ShouldBeEmpty();
        policy.CandidatesOf("192.0.2.1").ShouldBe("amazon-eu-west-3, amazon-us-east-1");
        policy.PlaceOf("198.51.100.1").Why.ShouldBe("upstream");
        policy.CandidatesOf("8.8.8.8").ShouldBe("amazon-us-east-1");
    }

    [Fact]
    public void Candidates_PolicyCidr_IsBelievedBeforeTheFeed()
    {
        var policy = Compiled.Policy(TwoClouds, s_aws, s_gcp);
        policy.CandidatesOf("203.0.113.1").ShouldBe("amazon-us-east-1, amazon-eu-west-3");
        policy.CandidatesOf("203.0.113.16").ShouldBe("amazon-eu-west-3, amazon-us-east-1");
    }

    [Fact]
    public void Candidates_FeedThatAProviderNamesIsMissing_DefaultIsTheUpstream()
    {
        var policy = Compiled.Policy(TwoClouds, s_aws);
        policy.MissingSources.ShouldBe(["gcp"]);
        policy.CandidatesOf("198.51.100.1").ShouldBe("", "a client of google, but who knows");
        policy.PlaceOf("8.8.8.8").Why.ShouldBe("feeds missing");
        policy.CandidatesOf("192.0.2.1").ShouldBe("amazon-eu-west-3, amazon-us-east-1", "those that are known are served as ever");
    }

    [Fact]
    public void Candidates_MissingFeedOfAnInactiveProvider_DoesNotMatter()
    {
        var policy = Compiled.Policy(TwoClouds.Replace("serveFrom: upstream", "serveFrom: upstream, active: false"), s_aws);
        policy.MissingSources.ShouldBeEmpty();
        policy.CandidatesOf("8.8.8.8").ShouldBe("amazon-us-east-1");
    }

    [Fact]
    public void Candidates_RegionlessPrefix_HidesNoRegionalOneThatEqualsItOrLiesInside()
    {
        var policy = Compiled.Policy(TwoClouds, ("aws", [("192.0.2.0/24", null), ("192.0.2.0/24", "eu-west-3"), ("198.51.100.0/24", null), ("198.51.100.0/28", "us-east-1")]), s_gcp);
        policy.PlaceOf("192.0.2.1").Region.ShouldBe("eu-west-3");
        policy.PlaceOf("198.51.100.1").Region.ShouldBe("us-east-1");
    }

    [Fact]
    public void Candidates_RegionlessPrefixAlone_IsAClientWithoutRegion()
    {
        var policy = Compiled.Policy(TwoClouds, ("aws", [("192.0.2.0/24", null)]), s_gcp);
        policy.PlaceOf("192.0.2.1").Region.ShouldBeNull();
        policy.PlaceOf("192.0.2.1").Provider.ShouldBe("amazon");
    }
}
