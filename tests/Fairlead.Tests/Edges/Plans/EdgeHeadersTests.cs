using Fairlead.Edges.Plans;
using Fairlead.Tests.Policy.Requests;

namespace Fairlead.Tests.Edges.Plans;

public sealed class EdgeHeadersTests
{
    private const string Upstream = "upstream: {registry: \"https://registry.example.org\"}\n";

    [Fact]
    public void Of_SameQuestionInOtherLetters_IsAskedOnce()
    {
        var plan = EdgePlan.Of(Compiled.Policy(Upstream + """
            routes:
              - {when: {header: {X-Site: [a, b], X-Tier: gold}}, use: []}
              - {when: {header: {x-tier: gold}}, use: []}
            artifacts: [{path: /a/, host: a.example.org, when: {header: {x-site: [a, b]}}}]
            """));
        var headers = new EdgeHeaders(plan);

        headers.Questions.Count.ShouldBe(2);
        headers.Routes.Select(route => string.Join(' ', headers.NumbersOf(route))).ShouldBe(["0 1", "1"]);
        headers.NumbersOf(plan.Config.Artifacts[0].Headers).ShouldBe([0]);
        plan.Places[0].Alternatives.Select(headers.NumberOf).ShouldBe([0, 1]);
    }

    [Fact]
    public void Of_RouteThatNobodyGetsTo_IsLeftOut() => new EdgeHeaders(EdgePlan.Of(Compiled.Policy(Upstream + """
        routes:
          - {when: {country: NO, header: {X-A: a}}, use: []}
          - {when: {header: {X-B: b}}, use: []}
        """))).Routes.ShouldHaveSingleItem()[0].Name.ShouldBe("X-B");
}
