using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Cli.Promoting;
using Fairlead.Tests.Artifacts.Promotion.Recording;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli.Promoting;

public sealed class PromotionProgressTests
{
    private const string Clear = "\r\e[2K";
    private static readonly EdgeOutcome s_copied = new(SampleRun.Edge("app", "v1", SampleRun.Asia, EdgeAction.Copy), EdgeState.Copied, null);

    private readonly ManualTime _time = new();
    private readonly StringWriter _output = new();

    [Fact]
    public void Terminal_Planning_DrawsOneLineAndCountsWhatFails()
    {
        using var progress = new PromotionProgress(0, _output, 100, _time);
        progress.Read(12, 1350);
        Drawn().ShouldBe($"{Clear}reading registries: 12 of 1,350 repositories");
        progress.Failed(new PlanFailure("asia.example.org/prod/app", 3, "503\e[2J"));
        Drawn().ShouldBe($"{Clear}reading registries: 12 of 1,350 repositories, 1 failed");
    }

    [Fact]
    public void Terminal_Applying_DrawsOneLine()
    {
        using (var progress = new PromotionProgress(10, _output, 100, _time))
        {
            Drawn().ShouldBe($"{Clear}copying: 0 of 10, 0 B sent");
            progress.Sent(10_000_000);
            progress.Settled(s_copied);
            Drawn().ShouldBe($"{Clear}copying: 1 of 10, 10 MB sent, 40 MB/s");
            progress.Settled(s_copied with { State = EdgeState.Failed, Message = "503" });
            Drawn().ShouldStartWith($"{Clear}failed: asia.example.org/prod/app:v1: 503\n{Clear}copying: 2 of 10, ");
            progress.GivenUp("asia.example.org", "down");
            Drawn().ShouldStartWith($"{Clear}failed: asia.example.org is given up: down\n");
        }
        _output.ToString().ShouldEndWith(Clear);
    }

    [Fact]
    public void Elsewhere_ManyEdges_IsALineATenth()
    {
        using var progress = new PromotionProgress(5000, _output, null, _time);
        for (var i = 0; i < 5000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(5)); // in all: less than the half minute
            progress.Settled(s_copied);
        }
        var lines = _output.ToString().Split('\n');
        lines.Length.ShouldBe(11);
        lines[0].ShouldBe("copying: 500 of 5,000, 0 B sent");
    }

    /// <summary>What is written up to the next drawing.</summary>
    private string Drawn()
    {
        _time.Advance(TimeSpan.FromMilliseconds(250));
        var text = _output.ToString();
        _output.GetStringBuilder().Clear();
        return text;
    }
}
