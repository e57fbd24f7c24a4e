using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Promoting;

/// <summary>What is wrong in a command line or a manifest ends with 2 before anything is asked of anybody.</summary>
public sealed class PromoteUsageTests
{
    public static TheoryData<string> Wrong =>
    [
        "promote", "promote images", "promote files", "promote plan", "promote images --manifests /nonexistent", "promote plan --manifests /nonexistent",
        "promote files --manifests /nonexistent", "promote lint --manifests /nonexistent", "promote audit --manifests /nonexistent", "promote images --typo",
        "promote diff", "promote diff --output=/tmp/x..HEAD --manifests .", "promote images --manifests . --map nonsense", "promote images --manifests . --signatures some",
    ];

    [Theory, MemberData(nameof(Wrong))]
    public async Task Run_WrongUsage_TwoAndAWordOnStandardError(string arguments)
    {
        var result = (await FairleadProgram.RunAsync(arguments.Split(' '))).ExitedWith(2);

        result.Error.ShouldNotBeNullOrWhiteSpace();
        result.Error.ShouldNotContain("Exception");
    }

    [Fact]
    public async Task Lint_TwoMistakes_TwoAndBothWithTheirPlaces()
    {
        using var folder = new PromotionFolder();
        folder.WriteRegistries("team", "staging.example.org/team", "registry.example.org/team");
        folder.Write("images/team/images.yaml", """
            - name: app
              dmap:
                "sha256:nonsense": ["v1"]
            - name: tool
              colour: blue
              dmap: {}
            """);

        var lint = (await FairleadProgram.RunAsync(["promote", "lint", "--manifests", folder.Path])).ExitedWith(2);

        lint.ToString().ShouldContain("images.yaml:3:");
        lint.ToString().ShouldContain("images.yaml:5:");
        (await FairleadProgram.RunAsync(["promote", "plan", "--manifests", folder.Path])).ExitedWith(2).Error.ShouldContain("images.yaml:3:");
    }

    [Theory]
    [InlineData("images")]
    [InlineData("files")]
    [InlineData("plan")]
    [InlineData("audit")]
    [InlineData("lint")]
    [InlineData("add")]
    [InlineData("diff")]
    public async Task Help_OfAVerb_ZeroAndAnExample(string verb)
    {
        var result = (await FairleadProgram.RunAsync(["promote", verb, "--help"])).ExitedWith(0);

        result.Output.ShouldContain($"fairlead promote {verb} ");
        result.Output.ShouldContain("xample");
    }
}
