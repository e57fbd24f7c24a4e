using System.Security.Cryptography;
using System.Text;
using Fairlead.Redirector.Status;
using Fairlead.Tests.Redirector.Upkeep;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>What the page is told of a server whose state the test knows.</summary>
public sealed class StatusReaderTests : TwoMirrors
{
    private StatusFacts Facts => Bench.Core.Status.Read();

    [Fact]
    public async Task Read_MirrorThatIsLookedUp_HasHitsAndAnswers()
    {
        var blob = Held(1)[0];
        for (var i = 0; i < 4; i++) await Bench.FindAsync(blob.Digest);

        var near = Facts.Targets.Single(target => target.Name == "near");
        (near.Kind, near.State, near.Recent.LookUps, near.Recent.Known, near.Recent.Answers).ShouldBe(("mirror", TargetState.Open, 4, 3, 1));
        Facts.Targets.Select(target => target.Kind).ShouldBe(["mirror", "mirror", "upstream"]);
        Facts.Targets.Select(target => target.IsProbed).ShouldBe([true, true, false], "nothing could take the upstream's place");
    }

    [Fact]
    public async Task Read_MirrorThatDies_IsInDoubtAndThenClosedAndFirst()
    {
        var blobs = Held(3);
        await Far.StopAsync();

        await Bench.AskAsync(blobs[0].Digest, candidate: 1);
        StateOf("far").ShouldBe(TargetState.InDoubt);
        await Bench.AskAsync(blobs[1].Digest, candidate: 1);

        StateOf("far").ShouldBe(TargetState.Closed);
        Facts.Targets[0].Name.ShouldBe("far");
        Facts.Targets[0].Recent.AverageSeconds.ShouldBeNull("what is no answer took no time to answer");
    }

    [Fact]
    public async Task Read_Policy_HasTheFilesHashAndTheTimeOfTheLastGoodLoad()
    {
        var began = Bench.Time.GetUtcNow();
        var first = Bench.Policy;
        Facts.Policy.ShouldSatisfyAllConditions(
            policy => policy.Name.ShouldBe("policy.yaml"),
            policy => policy.Version.ShouldBe(HashOf(first)),
            policy => policy.Standing.ShouldBe(new PolicyStanding(began)));

        Bench.Time.Advance(Second);
        (await Bench.ReloadAsync("upstream: {registry: nonsense}\ntypo: 1\n")).ShouldBeFalse();
        Facts.Policy.Version.ShouldBe(HashOf(first));
        Facts.Policy.Standing.LoadedAt.ShouldBe(began);
        Facts.Policy.Standing.Failure!.At.ShouldBe(began + Second);
        Facts.Policy.Standing.Failure!.Problems.ShouldContain(problem => problem.StartsWith("policy.yaml:1:22: error: ", StringComparison.Ordinal));

        Bench.Time.Advance(Second);
        var last = first + "\n# mended\n";
        (await Bench.ReloadAsync(last)).ShouldBeTrue();
        (Facts.Policy.Version, Facts.Policy.Standing).ShouldBe((HashOf(last), new PolicyStanding(began + (2 * Second))));
    }

    private TargetState StateOf(string name) => Facts.Targets.Single(target => target.Name == name).State;

    private static string HashOf(string policy) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(policy)));
}
