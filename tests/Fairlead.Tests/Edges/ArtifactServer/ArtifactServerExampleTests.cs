using Fairlead.Edges.ArtifactServer;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Edges.ArtifactServer;

/// <summary><c>examples/artifactserver</c>.</summary>
public sealed class ArtifactServerExampleTests
{
    [Fact]
    public void Policy_OfTheExample_IsWhatItsConfigurationConvertsTo()
    {
        var folder = Path.Combine(Checkout.Root, "examples/artifactserver");
        var conversion = ArtifactServerConfig.ToPolicy(File.ReadAllBytes(Path.Combine(folder, "config.yaml")), "config.yaml", upstream: null);
        conversion.Problems.ShouldBeEmpty();
        conversion.Policy.ShouldBe(File.ReadAllText(Path.Combine(folder, "policy.yaml")));
    }
}
