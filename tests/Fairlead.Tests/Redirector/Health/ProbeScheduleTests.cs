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
}
