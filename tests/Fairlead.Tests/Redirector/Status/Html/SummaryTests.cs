using Fairlead.Redirector.Status;
using Fairlead.Redirector.Status.Html;

namespace Fairlead.Tests.Redirector.Status.Html;

public sealed class SummaryTests
{
    [Fact]
    public void Of_MuchThatIsWrong_SaysAllOfIt()
    {
        var facts = SampleFacts.Good.WithFailure("x") with { Targets = [SampleFacts.Target("near", TargetState.Closed), SampleFacts.Target("far", TargetState.InDoubt)] };

        var sentences = Summary.Of(facts with { Policy = facts.Policy with { MissingSources = ["aws"] } });

        sentences.ShouldAllBe(sentence => sentence.IsBad);
        sentences.Select(sentence => sentence.Sentence).ShouldBe(
        [
            "The last reload of the policy failed; the one of before goes on serving.",
            "Never loaded, so that clients are not told apart: aws.",
            "Closed, for want of an answer: near.",
        ]);
    }

    [Fact]
    public void Of_ManyNames_NamesTheFirst() =>
        Summary.Of(SampleFacts.Good with { Targets = [.. Enumerable.Range(1, 9).Select(i => SampleFacts.Target($"m{i}", TargetState.Closed))] })
            .Single().Sentence.ShouldBe("Closed, for want of an answer: m1, m2, m3, m4, m5 and 4 more.");
}
