using Fairlead.Policy.Requests;

namespace Fairlead.Tests.Policy.Requests;

public sealed class RuleNamesTests
{
    [Fact]
    public void Name_EveryRule_HasOneOfItsOwn()
    {
        var rules = Enum.GetValues<Rule>();
        rules.Length.ShouldBe(RuleNames.Count);
        rules.Select(rule => rule.Name()).ShouldBeUnique();
        foreach (var rule in rules) string.Concat(rule.Name().Split('-')).ShouldBe(rule.ToString().ToLowerInvariant());
    }

    [Theory]
    [InlineData(Rule.Method, 405)]
    [InlineData(Rule.Refused, 400)]
    [InlineData(Rule.Health, 200)]
    [InlineData(Rule.Ping, 200)]
    [InlineData(Rule.Catalog, 404)]
    [InlineData(Rule.V1, 404)]
    [InlineData(Rule.NotFound, 404)]
    [InlineData(Rule.Info, 307)]
    [InlineData(Rule.Mirror, 302)]
    [InlineData(Rule.Upstream, 302)]
    [InlineData(Rule.Artifact, 302)]
    [InlineData(Rule.ProviderRegistry, 302)]
    [InlineData(Rule.ProviderArtifact, 302)]
    [InlineData(Rule.Fallback, 302)]
    public void Status_Rule_IsItsOwnOrTheConfiguredRedirect(Rule rule, int status) => rule.Status(redirectStatus: 302).ShouldBe(status);
}
