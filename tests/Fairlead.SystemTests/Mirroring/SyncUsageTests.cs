using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>What is wrong in a command line or a file ends with 2 before anything is asked of anybody.</summary>
public sealed class SyncUsageTests
{
    public static TheoryData<string> Wrong =>
    [
        "sync", "sync --from 127.0.0.1:9/a:v1", "sync --to file:///tmp/nowhere", "sync --typo", "sync stray",
        "sync --from 127.0.0.1:9/a:v1 --to nonsense", "sync --from 127.0.0.1:9/a:v1 --to ftp://example.org/a", "sync --from 127.0.0.1:9/UPPER:v1 --to file:///tmp/nowhere",
        "sync --from 127.0.0.1:9/a:v1 --to file:///tmp/nowhere --shard 2/2", "sync --from 127.0.0.1:9/a:v1 --to file:///tmp/nowhere --shard nonsense",
        "sync --from 127.0.0.1:9/a:v1 --to file:///tmp/nowhere --jobs 0", "sync --from 127.0.0.1:9/a:v1 --to file:///tmp/nowhere --rate -1",
        "sync --config /nonexistent/mirrors.yaml", "verify", "verify --from 127.0.0.1:9/a:v1", "verify --through nonsense --as 192.0.2.1",
        "verify --through http://127.0.0.1:9 --as nonsense",
    ];

    [Theory, MemberData(nameof(Wrong))]
    public async Task Run_WrongUsage_TwoAndAWordOnStandardError(string arguments)
    {
        var result = (await FairleadProgram.RunAsync(arguments.Split(' '))).ExitedWith(2);

        result.Error.ShouldNotBeNullOrWhiteSpace();
        result.Error.ShouldNotContain("Exception");
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("verify")]
    public async Task Help_OfAVerb_ZeroAndAnExample(string verb)
    {
        var result = (await FairleadProgram.RunAsync([verb, "--help"])).ExitedWith(0);

        result.Output.ShouldContain($"fairlead {verb} ");
        result.Output.ShouldContain("xample");
    }
}
