using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Cli.Promoting;
using Fairlead.Tests.Artifacts.Promotion.Recording;

namespace Fairlead.Tests.Cli.Promoting;

public sealed class ImagesTextTests
{
    private static readonly PromotionPlan s_plan = SampleRun.Plan(
        SampleRun.Edge("app", "v1", SampleRun.Asia, EdgeAction.Copy),
        SampleRun.Edge("app", "v2", SampleRun.Asia, EdgeAction.Present),
        SampleRun.Edge("gone", null, SampleRun.Asia, EdgeAction.Lost),
        SampleRun.Edge("app", "v1", SampleRun.Europe, EdgeAction.Copy),
        SampleRun.Edge("app", "v2", SampleRun.Europe, EdgeAction.Present),
        SampleRun.Edge("moved", "v1", SampleRun.Europe, EdgeAction.TagMove, SampleRun.DigestOf("other")));

    [Fact]
    public void Write_DestinationsThatGetTheSame_AreOneLineAndWhatIsThereIsCounted() => Text(s_plan).ShouldBe($"""
        action    image  tag  digest               to
        tag-move  moved  v1   {Short("moved")}  europe.example.org/prod                            it is {Short("other")} there
        lost      gone   -    {Short("gone")}  asia.example.org/prod                              it is not in staging.example.org/app
        copy      app    v1   {Short("app")}  asia.example.org/prod and europe.example.org/prod
        3 images in 2 destinations: 2 to copy, 2 as they should be, 1 lost, 1 refused

        """);

    [Fact]
    public void Write_ManyDestinations_NamesTheFirst()
    {
        var roots = Enumerable.Range(0, 22).Select(i => SampleRun.Asia with { }).ToList();
        Text(SampleRun.Plan([.. roots.Select(root => SampleRun.Edge("app", "v1", root, EdgeAction.Copy))])).ShouldContain("asia.example.org/prod and 21 others");
    }

    [Fact]
    public void Write_Verbose_HasALineForEachWithWholeDigests()
    {
        var signature = new PlanAttachment("app", SampleRun.DigestOf("sig"), "sha256-00.sig", SampleRun.Staging, SampleRun.Asia);
        var lines = Text(s_plan with { Attachments = [signature] }, isVerbose: true).TrimEnd().Split('\n');
        lines.Length.ShouldBe(1 + 6 + 1 + 1);
        lines.Count(line => line.StartsWith("present ", StringComparison.Ordinal)).ShouldBe(2);
        lines[^2].ShouldStartWith("attach ");
        lines[^2].ShouldContain(SampleRun.DigestOf("sig").ToString());
        lines[^1].ShouldEndWith("1 signature or the like to copy");
    }

    [Fact]
    public void Write_TextOfOthers_HasNoControlCharacters() =>
        Text(SampleRun.Plan(SampleRun.Edge("app", "v1", SampleRun.Asia, EdgeAction.TagMove) with { Reason = "\e[2J\n" })).ShouldContain("?[2J?");

    [Fact]
    public void Write_TagMovedSinceThePlan_SaysWhyAndWhatItIsNow() =>
        Text(SampleRun.Plan(SampleRun.Edge("app", "v1", SampleRun.Asia, EdgeAction.TagMove) with { Reason = "it moved", Was = SampleRun.DigestOf("other") }))
            .ShouldContain($"it moved: it is {Short("other")} there");

    [Fact]
    public void Write_NothingToDo_IsTheSumsAlone() =>
        Text(SampleRun.Plan(SampleRun.Edge("app", "v2", SampleRun.Asia, EdgeAction.Present))).ShouldBe("1 image in 1 destination: 0 to copy, 1 as they should be\n");

    [Fact]
    public void Problems_OfAPlan_AreSaidWithWhatToDo()
    {
        using var error = new StringWriter();
        ImagesProblems.Write(error, s_plan with { Failures = [new PlanFailure("asia.example.org/prod/x", 1, "down\r")] }, allowLost: false);
        error.ToString().ShouldBe("""
            fairlead: asia.example.org/prod/x could not be read, and 1 edge is left out: down?
            fairlead: 1 edge is lost: neither the source nor the destination has the digest; put it into the source, or take it out of the manifests (--allow-lost: it is no failure)
            fairlead: refused: 1 tag names another digest, and tags never move: give what is new a new tag

            """);
    }

    [Fact]
    public void Problems_OfAPlanWhoseSourceCantBeRead_AreSaidWithoutEdges()
    {
        using var error = new StringWriter();
        var plan = SampleRun.Plan(SampleRun.Edge("app", "v1", SampleRun.Asia, EdgeAction.Present)) with { Failures = [new PlanFailure("staging.example.org/app", 0, "down")] };
        ImagesProblems.Write(error, plan, allowLost: false);
        error.ToString().ShouldBe("fairlead: staging.example.org/app could not be read: down\n");
        Text(plan).ShouldEndWith(", 1 repository not read\n");
    }

    [Fact]
    public void Problems_OfAPlanWithManyFailures_AreTheFirst()
    {
        using var error = new StringWriter();
        ImagesProblems.Write(error, s_plan with { Failures = [.. Enumerable.Range(0, 30).Select(i => new PlanFailure($"asia.example.org/prod/{i}", 2, "503"))] }, allowLost: true);
        error.ToString().Split('\n')[20].ShouldBe("fairlead: and 10 more; --json has all");
    }

    [Fact]
    public void Problems_OfAReport_AreHowMuchFailedAndIsLeft()
    {
        var edge = SampleRun.Edge("app", "v1", SampleRun.Asia, EdgeAction.Copy);
        var report = SampleRun.Report([.. Enumerable.Repeat(new EdgeOutcome(edge, EdgeState.Failed, "503"), 30), new EdgeOutcome(edge, EdgeState.Left, null)]);
        using var error = new StringWriter();
        ImagesProblems.Write(error, report);
        error.ToString().ShouldBe("fairlead: not all is done, 30 failed, 1 left; run it again, and it does what is left\n");
    }

    [Fact]
    public void Write_Outcome_IsATableOfDestinations()
    {
        var edge = SampleRun.Edge("app", "v1", SampleRun.Asia, EdgeAction.Copy);
        using var output = new StringWriter();
        OutcomeText.Write(output, SampleRun.Report([new EdgeOutcome(edge, EdgeState.Copied, null), new EdgeOutcome(edge with { Tag = "v2" }, EdgeState.Present, null)]));
        output.ToString().ShouldBe("""
            destination            copied  was there  failed  left  manifests  mounted  sent  bytes
            asia.example.org/prod       1          1       0     0          3        2     1   1 kB
            1 copied in 2.0 s

            """);
    }

    private static string Short(string image) => SampleRun.DigestOf(image).ToString()[..19];

    private static string Text(PromotionPlan plan, bool isVerbose = false)
    {
        using var output = new StringWriter();
        ImagesText.Write(output, plan, isVerbose);
        return output.ToString();
    }
}
