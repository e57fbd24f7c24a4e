using Fairlead.Policy.Requests;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>Routes: request rule 10.</summary>
public sealed class RouteTests
{
    private const string Providers = """
        networks: {feeds: [{type: cidrs, network: campus, file: campus.txt}]}
        providers:
          - name: cloud
            networks: [campus]
            asns: [64496]
            cidrs: [{prefix: 192.0.2.0/28, region: eu-west-3}, {prefix: 192.0.2.16/28, region: us-east-1}]
            mirrors: [{regions: [eu-west-3, us-east-1], url: "https://{region}.example/{digest}"}]
          - {name: cdn, mirrors: [{name: cdn, url: "https://cdn.example/{digest}"}]}
        default: [cdn]

        """;

    private const string InParis = "192.0.2.1";
    private const string InVirginia = "192.0.2.17";
    private const string OnCampus = "198.51.100.1";
    private const string Elsewhere = "203.0.113.1";

    [Fact]
    public void Routes_FirstThatMatches_IsTaken()
    {
        var policy = With("""
            - {when: {region: us-east-1}, use: [cdn]}
            - {when: {provider: cloud}, use: [cloud-us-east-1, cdn]}
            - {when: {provider: [cloud, cdn]}, use: []}
            """);
        policy.CandidatesOf(InVirginia).ShouldBe("cdn");
        policy.PlaceOf(InVirginia).Why.ShouldBe("route 1");
        policy.CandidatesOf(InParis).ShouldBe("cloud-us-east-1, cdn");
        policy.PlaceOf(InParis).Why.ShouldBe("route 2");
        policy.PlaceOf(Elsewhere).Why.ShouldBe("default");
    }

    [Theory]
    [InlineData("provider: cloud, region: eu-west-3", true)]
    [InlineData("provider: cdn, region: eu-west-3", false)]
    [InlineData("provider: cloud, region: us-east-1", false)]
    [InlineData("network: cloud", true)]
    [InlineData("network: [campus, cloud]", true)]
    [InlineData("network: campus", false)]
    [InlineData("region: [us-east-1, eu-west-3]", true)]
    public void Routes_EveryListOfWhen_MustHoldTheClientsValue(string when, bool matches) =>
        (With($"- {{when: {{{when}}}, use: []}}").PlaceOf(InParis).Why == "route 1").ShouldBe(matches);

    [Theory]
    [InlineData("country: [CN]")]
    [InlineData("asn: 64496")]
    [InlineData("country: CN, provider: cloud")]
    [InlineData("asn: [64496], provider: cloud")]
    public void Routes_CountryOrAsn_MatchNobodyWithoutSuchFacts(string when)
    {
        var policy = With($"- {{when: {{{when}}}, use: []}}");
        foreach (var address in new[] { InParis, OnCampus, Elsewhere }) policy.PlaceOf(address).Why.ShouldNotStartWith("route");
        policy.PlaceOf(0).Why.ShouldBe("default", "nor an unknown client");
    }

    [Fact]
    public void Routes_NetworkOfAFeed_Matches() => With("- {when: {network: campus}, use: [cdn]}").CandidatesOf(OnCampus).ShouldBe("cdn");

    [Fact]
    public void Routes_UseNothing_IsTheUpstream() => With("- {when: {provider: cloud}, use: []}").CandidatesOf(InParis).ShouldBe("");

    [Fact]
    public void Routes_OwnUpstream_IsOfItsClientsAlone()
    {
        var policy = With("""- {when: {region: eu-west-3}, use: [cdn], upstream: {registry: "https://mirror.example", repositoryPrefix: x}}""");
        policy.PlaceOf(InParis).Upstream!.Registries.ShouldBe(["https://mirror.example"]);
        policy.PlaceOf(InParis).Upstream!.RepositoryPrefix.ShouldBe("x");
        policy.PlaceOf(InVirginia).Upstream.ShouldBeNull();
    }

    [Fact]
    public void Routes_MirrorOfAnInactiveProvider_IsLeftOut()
    {
        const string inactive = """  - {name: old, active: false, mirrors: [{name: old, url: "https://old.example/{digest}"}]}""";
        Compiled.Policy(Providers.Replace("default:", inactive + "\ndefault:") + "routes:\n- {when: {provider: cloud}, use: [old, cdn]}\n", Campus)
            .CandidatesOf(InParis).ShouldBe("cdn");
    }

    [Fact]
    public void Routes_MoreMirrorsThanCandidates_AreCutOff() =>
        Compiled.Policy(Providers + "presence: {candidates: 2}\nroutes:\n- {when: {provider: cloud}, use: [cdn, cloud-us-east-1, cloud-eu-west-3]}\n", Campus)
            .CandidatesOf(InParis).ShouldBe("cdn, cloud-us-east-1");

    private static (string, (string, string?)[]) Campus => ("campus", [("198.51.100.0/24", null)]);

    private static CompiledPolicy With(string routes) => Compiled.Policy($"{Providers}routes:\n{routes}\n", Campus);
}
