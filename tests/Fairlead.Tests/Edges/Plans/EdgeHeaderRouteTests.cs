using Fairlead.Edges.Plans;
using Fairlead.Tests.Policy.Requests;

namespace Fairlead.Tests.Edges.Plans;

/// <summary>Routes that ask for headers, in a plan for proxies.</summary>
public sealed class EdgeHeaderRouteTests
{
    private const string Providers = """
        providers:
          - name: cloud
            cidrs: [{prefix: 192.0.2.0/28, region: eu-west-3}, {prefix: 192.0.2.16/28, region: us-east-1}]
            mirrors: [{name: cloud, url: "https://cloud.example/{digest}"}]
          - {name: cdn, mirrors: [{name: cdn, url: "https://cdn.example/{digest}"}]}

        """;

    [Fact]
    public void Of_RoutesByHeader_AreAlternativesInOrder()
    {
        var plan = EdgePlan.Of(Compiled.Policy(Providers + """
            routes:
              - {when: {provider: cloud, header: {X-Site: one}}, use: [cdn]}
              - {when: {header: {X-Site: two}}, use: [], upstream: {registry: "https://two.example"}}
            """));
        string.Join(" / ", plan.Places[0].Alternatives.Select(Text)).ShouldBe("X-Site=two: https://two.example");
        var (_, number) = plan.Prefixes.First();
        string.Join(" / ", plan.Places[number].Alternatives.Select(Text)).ShouldBe("X-Site=one: cdn / X-Site=two: https://two.example");
        plan.Prefixes.Select(one => one.Place).Distinct().Count().ShouldBe(1, "both regions get the same");
        foreach (var place in plan.Places) plan.Places[place.Number].ShouldBeSameAs(place);
    }

    [Fact]
    public void Of_PlacesThatDifferByHeadersAlone_AreTwo()
    {
        var plan = EdgePlan.Of(Compiled.Policy(Providers + """
            routes:
              - {when: {region: eu-west-3, header: {X-Site: one}}, use: [cdn]}
            """));
        plan.Prefixes.Select(one => plan.Places[one.Place].Alternatives.Length).ShouldBe([1, 0]);
    }

    private static string Text(EdgeHeaderRoute route) =>
        $"{string.Join(", ", route.When.Select(header => $"{header.Name}={string.Join('|', header.Values)}"))}: {route.Place.Mirror?.Config.Name ?? route.Place.Upstream!.Registries[0]}";
}
