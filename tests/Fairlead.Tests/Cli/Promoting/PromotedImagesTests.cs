using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Selecting.Tags;
using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Cli.Promoting;
using Fairlead.Tests.Artifacts.Promotion.Recording;

namespace Fairlead.Tests.Cli.Promoting;

public sealed class PromotedImagesTests
{
    private static readonly PlanEdge[] s_edges =
    [
        SampleRun.Edge("app", "v1", SampleRun.Asia, EdgeAction.Copy),
        SampleRun.Edge("app", "v1", SampleRun.Europe, EdgeAction.Copy),
        SampleRun.Edge("old", "v1", SampleRun.Asia, EdgeAction.Present),
        SampleRun.Edge("old", "v1", SampleRun.Europe, EdgeAction.Present),
        SampleRun.Edge("gone", "v1", SampleRun.Asia, EdgeAction.Lost),
    ];

    [Fact]
    public void Sources_OfAnAppliedPlan_AreWhatDestinationsHave() =>
        Sources(EdgeState.Copied, EdgeState.Present, [], Selection.All).ShouldBe(["asia.example.org/prod/old", "asia.example.org/prod/app"], ignoreOrder: true);

    [Fact]
    public void Sources_OneDestinationFailed_AreInTheOther() =>
        Sources(EdgeState.Failed, EdgeState.Copied, [], Selection.All).ShouldBe(["asia.example.org/prod/old", "europe.example.org/prod/app"], ignoreOrder: true);

    [Fact]
    public void Sources_FailedEverywhere_AreLeftOut() => Sources(EdgeState.Failed, EdgeState.Left, [], Selection.All).ShouldBe(["asia.example.org/prod/old"]);

    [Fact]
    public void Sources_JobReadsFromADestination_AreThere() =>
        Sources(EdgeState.Copied, EdgeState.Copied, ["europe.example.org"], Selection.All).ShouldBe(["europe.example.org/prod/old", "europe.example.org/prod/app"], ignoreOrder: true);

    [Fact]
    public void Sources_JobWantsOtherTags_AreNone()
    {
        TagPattern.TryParse("v2*", out var pattern, out _).ShouldBeTrue();
        Sources(EdgeState.Copied, EdgeState.Copied, [], new Selection { Tags = new TagFilter { Allow = [pattern!] } }).ShouldBeEmpty();
    }

    [Fact]
    public void Sources_Selection_IsTheJobs()
    {
        var images = new PromotedImages(SampleRun.Plan(s_edges[2]), report: null);
        var source = images.Sources(new HashSet<string>(), new Selection { Referrers = false }).ShouldHaveSingleItem();
        source.Selection.Referrers.ShouldBeFalse();
        ((ImageSource)source).Reference.Digest.ShouldBe(SampleRun.DigestOf("old"));
    }

    private static IEnumerable<string> Sources(EdgeState inAsia, EdgeState inEurope, HashSet<string> hosts, Selection selection)
    {
        var report = SampleRun.Report([new EdgeOutcome(s_edges[0], inAsia, null), new EdgeOutcome(s_edges[1], inEurope, null)]);
        return new PromotedImages(SampleRun.Plan(s_edges), report).Sources(hosts, selection).Cast<ImageSource>().Select(source => $"{source.Reference.Host}/{source.Reference.Repository}");
    }
}
