using Fairlead.Redirector.Health;
using Fairlead.Redirector.Timing;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Health;

public sealed class ProbeScheduleTests
{
    private readonly ManualTime _time = new();
    private readonly Clock _clock;
    private readonly ProbeSchedule _schedule;

    public ProbeScheduleTests()
    {
        _clock = new Clock(_time);
        _schedule = new ProbeSchedule(_clock);
    }

    [Fact]
    public void IsDue_New_AtOnce() => _schedule.IsDue(_clock.Milliseconds).ShouldBeTrue();

    [Fact]
    public void TryBegin_WhileOneIsUnderWay_IsFalse()
    {
        _schedule.TryBegin().ShouldBeTrue();
        _schedule.IsDue(long.MaxValue).ShouldBeFalse();
        _schedule.TryBegin().ShouldBeFalse();
        _schedule.End(confirmSoon: false);
        _schedule.TryBegin().ShouldBeTrue();
    }

    [Theory]
    [InlineData(false, 5000)]
    [InlineData(true, 1000)]
    public void End_ConfirmOrNot_SetsTheNextTime(bool confirmSoon, int milliseconds)
    {
        _schedule.TryBegin();
        _time.Advance(TimeSpan.FromMilliseconds(700)); // it counts from the end
        _schedule.End(confirmSoon);
        _schedule.IsDue(700 + milliseconds - 1).ShouldBeFalse();
        _schedule.IsDue(700 + milliseconds).ShouldBeTrue();
    }

    [Theory]
    [InlineData(false, 1000)]
    [InlineData(true, 250)]
    public void Watch_AfterAProbe_BringsTheNextForward(bool confirmSoon, int milliseconds)
    {
        _schedule.TryBegin();
        _schedule.End(confirmSoon);
        _schedule.Watch();
        _schedule.IsDue(milliseconds - 1).ShouldBeFalse();
        _schedule.IsDue(milliseconds).ShouldBeTrue();
    }

    [Fact]
    public void IsWatched_NobodyReadsThePageAnyMore_EndsAfterFiveSeconds()
    {
        _schedule.IsWatched(0).ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(300));
        _schedule.Watch();
        _schedule.IsWatched(5299).ShouldBeTrue();
        _schedule.IsWatched(5300).ShouldBeFalse();
    }
}
