using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Commands;

/// <summary>Exit codes and help of the command line itself.</summary>
public sealed class UsageTests
{
    public static TheoryData<string> Wrong =>
    [
        "frobnicate", "serve --typo", "serve stray", "check --policy", "explain --address 192.0.2.1", "explain --address nonsense /v2/",
        "networks", "networks frobnicate", "serve --listen nonsense",
    ];

    [Theory, MemberData(nameof(Wrong))]
    public async Task Run_WrongUsage_TwoAndAWordOnStandardError(string arguments)
    {
        var result = (await FairleadProgram.RunAsync(arguments.Split(' '))).ExitedWith(2);

        result.Error.ShouldNotBeNullOrWhiteSpace();
        result.Error.ShouldNotContain("Exception");
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("check")]
    [InlineData("explain")]
    [InlineData("networks lookup")]
    public async Task Help_OfAVerb_ZeroAndAnExample(string verb)
    {
        var result = (await FairleadProgram.RunAsync([.. verb.Split(' '), "--help"])).ExitedWith(0);

        result.Output.ShouldContain($"fairlead {verb} ");
        result.Output.ShouldContain("xample");
    }
}
