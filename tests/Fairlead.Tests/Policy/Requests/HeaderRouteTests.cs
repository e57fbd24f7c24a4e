using Fairlead.Networks.Lookup;
using Fairlead.Policy.Requests;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>Routes and artifacts that ask for headers: request rules 10 and 13.</summary>
public sealed class HeaderRouteTests
{
    private const string Providers = """
        networks: {feeds: [{type: cidrs, network: campus, file: campus.txt}]}
        providers:
          - name: cloud
            cidrs: [{prefix: 192.0.2.0/28, region: eu-west-3}, {prefix: 192.0.2.16/28, region: us-east-1}]
            mirrors: [{regions: [eu-west-3, us-east-1], url: "https://{region}.example/{digest}"}]
          - {name: cdn, mirrors: [{name: cdn, url: "https://cdn.example/{digest}"}]}
        default: [cdn]

        """;

    private const string InParis = "192.0.2.1";
    private const string InVirginia = "192.0.2.17";
    private const string Elsewhere = "203.0.113.1";

    private static readonly CompiledPolicy s_policy = With("""
        - {when: {provider: cloud, header: {X-Site: [one, eins]}}, use: [cdn]}
        - {when: {header: {X-Site: two, X-Tier: gold}}, use: []}
        - {when: {region: eu-west-3}, use: [cloud-us-east-1]}
        - {when: {header: {X-Site: one}}, use: [], upstream: {registry: "https://one.example"}}
        """);

    [Theory]
    [InlineData(InParis, "", "route 3")]
    [InlineData(InParis, "X-Site: one", "route 1")]
    [InlineData(InParis, "x-SITE: eins", "route 1")]
    [InlineData(InParis, "X-Site: One", "route 3")]
    [InlineData(InParis, "X-Site: one, two", "route 3")]
    [InlineData(InParis, "X-Site: zero|X-Site: one", "route 1")]
    [InlineData(InParis, "X-Site: two", "route 3")]
    [InlineData(InParis, "X-Site: two|X-Tier: gold", "route 2")]
    [InlineData(InParis, "X-Site: one|X-Site: two|X-Tier: gold", "route 1")]
    [InlineData(InVirginia, "", "provider")]
    [InlineData(InVirginia, "X-Site: one", "route 1")]
    [InlineData(InVirginia, "X-Site: two|X-Tier: gold", "route 2")]
    [InlineData(Elsewhere, "", "default")]
    [InlineData(Elsewhere, "X-Site: eins", "default")]
    [InlineData(Elsewhere, "X-Site: one", "route 4")]
    [InlineData(Elsewhere, "X-Site: two|X-Tier: gold", "route 2")]
    public void For_HeadersOfARequest_IsOfTheFirstRouteThatMatches(string address, string headers, string why) =>
        s_policy.PlaceOf(address).For(Headers(headers)).Why.ShouldBe(why);

    [Fact]
    public void Alternatives_AreTheRoutesBeforeTheOneThatNeedsNoHeader()
    {
        Whys(InParis).ShouldBe("route 1, route 2");
        Whys(InVirginia).ShouldBe("route 1, route 2, route 4");
        Whys(Elsewhere).ShouldBe("route 2, route 4");
        foreach (var place in s_policy.Places) s_policy.Places[place.Index].ShouldBeSameAs(place);
        s_policy.Places[0].ShouldBeSameAs(s_policy.PlaceOf(0), "unknown clients come first");
        s_policy.Places.SelectMany(place => place.Alternatives).ShouldAllBe(route => route.Place.Alternatives.Length == 0 && s_policy.Places[route.Place.Index] == route.Place);
    }

    [Fact]
    public void Alternatives_OfAPolicyThatAsksForNoHeader_AreNone() =>
        With("- {when: {region: eu-west-3}, use: []}").Places.ShouldAllBe(place => place.Alternatives.Length == 0);

    [Fact]
    public void For_RouteOfHeaders_KeepsWhatTheClientIs()
    {
        var place = s_policy.PlaceOf(InParis).For(Headers("X-Site: one"));
        (place.Provider, place.Region).ShouldBe(("cloud", "eu-west-3"));
        place.Candidates.Single().Config.Name.ShouldBe("cdn");
        s_policy.PlaceOf(Elsewhere).For(Headers("X-Site: one")).Upstream!.Registries.ShouldBe(["https://one.example"]);
    }

    [Fact]
    public void PlaceOf_ForeignFacts_HasTheSameAlternatives()
    {
        var facts = s_policy.Networks.Facts;
        for (var i = 0; i < facts.Length; i++) s_policy.PlaceOf(facts[i]).ShouldBeSameAs(s_policy.PlaceOf(i));
        var place = s_policy.PlaceOf(new OriginFacts { Region = "nowhere" });
        place.Index.ShouldBe(Place.NoIndex);
        place.Alternatives.Select(route => $"{route.Place.Why} {route.Place.Region}").ShouldBe(["route 2 nowhere", "route 4 nowhere"]);
    }

    [Theory]
    [InlineData("/a/x", "", "https://rest.example")]
    [InlineData("/a/x", "X-Site: one", "https://one.example")]
    [InlineData("/a/b/x", "X-Site: one", "https://one.example")]
    [InlineData("/a/b/x", "", "https://b.example")]
    [InlineData("/b/x", "X-Site: one", null)]
    public void ArtifactOf_Headers_TakesTheFirstThatMatches(string path, string headers, string? url)
    {
        var policy = Compiled.Policy("""
            artifacts:
              - {path: /a/, host: one.example, when: {header: {X-Site: one}}}
              - {path: /a/b/, host: b.example}
              - {path: /a/, host: rest.example}
            """);
        var artifact = policy.PlaceOf(0).ArtifactOf(RegistryPath.Parse(path), Headers(headers));
        (artifact?.BaseUrl).ShouldBe(url);
    }

    [Theory]
    [InlineData("")]
    [InlineData("X-Site")]
    [InlineData(": a")]
    public void TryParse_NoHeader_SaysHowToWriteOne(string text)
    {
        HeaderLines.TryParse([text], out var headers, out var problem).ShouldBeFalse();
        headers.ShouldBeNull();
        problem.ShouldEndWith("is not a header: write it as 'Name: value'");
    }

    private static string Whys(string address) => string.Join(", ", s_policy.PlaceOf(address).Alternatives.Select(route => route.Place.Why));

    private static HeaderLines Headers(string lines) =>
        HeaderLines.TryParse(lines.Split('|', StringSplitOptions.RemoveEmptyEntries), out var headers, out var problem) ? headers : throw new ArgumentException(problem);

    private static CompiledPolicy With(string routes) => Compiled.Policy($"{Providers}routes:\n{routes}\n", ("campus", [("198.51.100.0/24", null)]));
}
