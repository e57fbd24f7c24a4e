using Fairlead.Policy.Requests;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Timing;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Metrics;

public sealed class RecentCountsTests
{
    private readonly ManualTime _time = new();
    private readonly RedirectorMetrics _metrics = new();
    private readonly RecentCounts _counts;

    public RecentCountsTests() => _counts = new RecentCounts(_metrics, new Clock(_time));

    [Fact]
    public void LastMinute_AtTheStart_IsAllThereWas()
    {
        Count(Rule.Mirror, 3);
        _time.Advance(TimeSpan.FromSeconds(2));

        Recent().ShouldBe((new RequestTally(3, 3, 3), 2000));
    }

    [Fact]
    public void LastMinute_LongAfter_IsOfAboutAMinute()
    {
        Count(Rule.Mirror, 100);
        Pass(20);
        Count(Rule.Upstream, 7);
        Pass(6);
        Count(Rule.UpstreamNotHeld, 2);

        Recent().ShouldBe((new RequestTally(9, 2, 0), 60_000));

        Pass(30);
        Recent().ShouldBe((default, 60_000));
    }

    [Fact]
    public void LastMinute_TwoStatusesOfOnePlace_AreOneSum()
    {
        Count(Rule.Mirror, 1);
        _metrics.RequestsOf("cloud", "eu-west-3", 302).Count(Rule.UpstreamUnknown);

        Recent().Tally.ShouldBe(new RequestTally(2, 2, 1));
    }

    [Fact]
    public void LastMinute_OfAMirror_HasLookUpsAndAnswers()
    {
        var mirror = _metrics.MirrorNamed("near");
        mirror.CountLookUp(isKnown: true);
        Pass(20);
        mirror.CountLookUp(isKnown: false);
        mirror.CountInventoryAnswer(isPresent: true);
        mirror.CountAnswer(0.25);
        mirror.CountAnswer(0.75);

        var (before, now) = _counts.LastMinute();
        var recent = now.Mirrors["near"] - before.Mirrors["near"];
        (recent.LookUps, recent.Known, recent.AverageSeconds).ShouldBe((2, 1, 0.5));
        now.Mirrors["near"].CacheHits.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_UntilStopped_KeepsReadings()
    {
        using var stop = new CancellationTokenSource();
        var running = _counts.RunAsync(stop.Token);
        _time.Advance(TimeSpan.FromSeconds(5));
        await stop.CancelAsync();
        await running;
    }

    private void Count(Rule rule, int times)
    {
        for (var i = 0; i < times; i++) _metrics.RequestsOf("cloud", "eu-west-3", 307).Count(rule);
    }

    private void Pass(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            _counts.Keep();
        }
    }

    private (RequestTally Tally, long Milliseconds) Recent()
    {
        var (before, now) = _counts.LastMinute();
        return (now.Requests[("cloud", "eu-west-3")] - before.Requests.GetValueOrDefault(("cloud", "eu-west-3")), now.Milliseconds - before.Milliseconds);
    }
}
