using Fairlead.Policy.Loading;

namespace Fairlead.Tests.Policy.Loading;

public class RoutesTests
{
    private const string Rest = """

        networks: {feeds: [{type: aws, file: a}]}
        providers:
          - {name: amazon, networks: [aws], serveFrom: upstream}
          - {name: mine, cidrs: [192.0.2.0/24], mirrors: [{name: cdn, url: "https://m.example/{digest}"}]}
          - {name: gone, active: false}
        """;

    [Theory]
    [InlineData("^route", "a route must be a mapping")]
    [InlineData("^{use: [cdn]}", "needs a 'when'")]
    [InlineData("^{when: {provider: mine}}", "needs 'use', 'upstream' or both")]
    [InlineData("{when: {provider: mine}, use: [^cnd]}", "'use' names 'cnd'", "did you mean 'cdn'?")]
    [InlineData("{when: {provider: mine}, use: ^cdn}", "must be a list")]
    [InlineData("{when: {provider: mine}, ^use: }", "'use' is empty")]
    [InlineData("{when: {provider: mine}, use: [], ^uses: []}", "did you mean 'use'?")]
    [InlineData("{when: ^everyone, use: []}", "must be a mapping")]
    [InlineData("{when: {^countries: [CN]}, use: []}", "'countries' is not a key of 'when'; it has country")]
    [InlineData("{when: {provider: ^amazn}, use: []}", "no provider 'amazn'", "did you mean 'amazon'?")]
    [InlineData("{when: {provider: [mine, ^yours]}, use: []}", "no provider 'yours'")]
    [InlineData("{when: {provider: ^[]}, use: []}", "'provider' has no items")]
    [InlineData("{when: {network: ^asw}, use: []}", "no feed names the network 'asw'", "did you mean 'aws'?")]
    [InlineData("{when: {network: ^amazon}, use: []}", "no feed names the network 'amazon'")]
    [InlineData("{when: {region: ^EU}, use: []}", "'EU' is not a region")]
    [InlineData("{when: {country: ^cn}, use: []}", "'cn' is not a country", "two capital letters")]
    [InlineData("{when: {asn: [1, ^x]}, use: []}", "an ASN must be a whole number")]
    [InlineData("{when: {provider: mine}, upstream: ^{}}", "'registry' is missing")]
    public void Parse_WrongRoute_IsReported(string marked, params string[] words) =>
        PolicyText.ShouldFail($"routes: [{marked}]{Rest}", words);

    [Theory]
    [InlineData("{when: ^{}, use: []}", "for everyone", "no route below")]
    [InlineData("{when: {country: ^NO}, use: []}", "no source of countries")]
    [InlineData("{when: {asn: ^64496}, use: []}", "no source of ASNs")]
    [InlineData("{when: {provider: ^gone}, use: []}", "not active")]
    public void Parse_OddRoute_IsWarnedOf(string marked, params string[] words) =>
        PolicyText.ShouldWarn($"routes: [{marked}]{Rest}", words);

    [Fact]
    public void Parse_Routes_HaveTheirValues()
    {
        var routes = PolicyText.LoadGood($"""
            routes:
              - when: {"{"}country: [NO, CN], provider: amazon, network: [aws, mine], region: us-east-1, asn: [64496, 64497]{"}"}
                use: [cdn]
                upstream: {"{"}registry: "https://mirror.example.cn", repositoryPrefix: x{"}"}
              - {"{"}when: {"{"}country: NO{"}"}, use: []{"}"}
              - {"{"}when: {"{"}region: eu-1{"}"}, upstream: {"{"}registry: "https://eu.example"{"}"}{"}"}
            {Rest}
            """).Routes;
        routes[0].When.Countries.ShouldBe(["NO", "CN"]);
        routes[0].When.Providers.ShouldBe(["amazon"]);
        routes[0].When.Networks.ShouldBe(["aws", "mine"]);
        routes[0].When.Regions.ShouldBe(["us-east-1"]);
        routes[0].When.Asns.ShouldBe([64496, 64497]);
        routes[0].Use.ShouldHaveSingleItem().Name.ShouldBe("cdn");
        routes[0].Upstream!.Registries.ShouldBe(["https://mirror.example.cn"]);
        routes[0].Upstream!.RepositoryPrefix.ShouldBe("x");
        routes[1].When.Countries.ShouldBe(["NO"]);
        routes[1].Use.ShouldBeEmpty();
        routes[1].Upstream.ShouldBeNull();
        routes[2].Use.ShouldBeEmpty();
        routes[2].Upstream!.Registries.ShouldBe(["https://eu.example"]);
    }
}
