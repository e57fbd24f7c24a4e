using Fairlead.Redirector.Presence;
using Fairlead.Redirector.Timing;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Presence;

public sealed class HeadBudgetTests
{
    private readonly ManualTime _time = new();
    private readonly HeadBudget _budget;

    public HeadBudgetTests() => _budget = new HeadBudget(new Clock(_time));

    [Fact]
    public void TryTake_AllAtOnce_GivesASecondsWorth() => TakeAll(perSecond: 5).ShouldBe(5);

    [Fact]
    public void TryTake_TimePasses_FillsUpAtTheRate()
    {
        TakeAll(5);
        _time.Advance(TimeSpan.FromMilliseconds(199));
        _budget.TryTake(5).ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _budget.TryTake(5).ShouldBeTrue();
        _budget.TryTake(5).ShouldBeFalse();
    }

    [Fact]
    public void TryTake_AfterALongRest_GivesNoMoreThanASecondsWorth()
    {
        TakeAll(5);
        _time.Advance(TimeSpan.FromDays(30));
        TakeAll(5).ShouldBe(5);
    }

    [Fact]
    public void TryTake_RateChangesByReload_HoldsToTheNewOne()
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        _budget.TryTake(100).ShouldBeTrue();
        TakeAll(3).ShouldBe(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public void TryTake_AskedAtRandom_StaysWithinRateTimesTimeAndOneSecondsWorthInEveryWindow(int perSecond)
    {
        var random = new Random(perSecond);
        var taken = new List<long>();
        long now = 0;
        while (now < 20_000)
        {
            var step = random.Next(random.Next(8) == 0 ? 2000 : 20);
            now += step;
            _time.Advance(TimeSpan.FromMilliseconds(step));
            for (var i = random.Next(2 * perSecond); i >= 0; i--)
                if (_budget.TryTake(perSecond)) taken.Add(now);
        }
        taken.Count.ShouldBeGreaterThan(5);
        for (var first = 0; first < taken.Count; first++)
        {
            for (var last = first; last < taken.Count; last += 1 + (perSecond / 10))
            {
                var most = perSecond + (perSecond * (taken[last] - taken[first]) / 1000d);
                if (last - first + 1 > most + 1e-6) Assert.Fail($"{last - first + 1} between {taken[first]} and {taken[last]} ms");
            }
        }
    }

    private int TakeAll(int perSecond)
    {
        var taken = 0;
        while (_budget.TryTake(perSecond)) taken++;
        return taken;
    }
}
